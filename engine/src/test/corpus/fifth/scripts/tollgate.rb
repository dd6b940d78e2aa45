# Transport: toll gate worker with Ruby's own Logger format.
require 'json'; require 'socket'; require 'logger'; require 'timeout'; require 'date'
$r = Random.new(ENV['SEED'].to_i); $clock = ENV['CLOCK'].to_i
LOG = Logger.new($stderr); LOG.formatter = proc { |sev, _, prog, msg| $clock += $r.rand(3); "#{sev[0]}, [#{Time.at($clock).utc.strftime('%Y-%m-%dT%H:%M:%S.%6N')} ##{100 + $r.rand(9)}] #{sev.rjust(5)} -- tollgate: #{msg}\n" }
# PAD
def noise
  case $r.rand(3)
  when 0 then LOG.info("plate M-#{$r.rand(9999)} lane #{$r.rand(8)}")
  when 1 then LOG.info("charged #{$r.rand(900)} cents")
  else LOG.warn("camera #{$r.rand(8)} dirty") end
end
class TollError < StandardError; end
class Lane; def initialize(t) = @tag = t; def owner = @tag.account.owner; def axle = @tag.axles + 1; end
# PAD
class Rates; TABLE = { car: 4 }.freeze; def of(k) = TABLE.fetch(k); end
class Ledger
  def post(id)
    TCPSocket.new('127.0.0.1', 5400 + $r.rand(40))
  rescue SystemCallError
    raise TollError, "passage #{id} not booked"
  end
end
class Plates; def read(t) = JSON.parse(t); end
class Barrier; def open = Timeout.timeout(0.02) { sleep 3 }; end
class Holiday; def on(t) = Date.parse(t); end
# PAD
ENV['STEPS'].to_i.times { noise }
n = $r.rand(9999)
work = lambda do
  case ENV['FAULT']
  when 'owner' then Lane.new(nil).owner
  when 'axle' then Lane.new(nil).axle
  when 'rate' then Rates.new.of(:"truck#{n}")
  when 'ledger' then Ledger.new.post(n)
  when 'plates' then Plates.new.read("plate=#{n}")
  when 'barrier' then Barrier.new.open
  when 'holiday' then Holiday.new.on("day #{n} of no month")
  end
end
$r.rand(2) == 0 ? work.call : Thread.new { work.call }.tap { |t| t.name = "lane-#{$r.rand(8)}" }.join
