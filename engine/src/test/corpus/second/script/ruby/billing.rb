require 'json'
require 'logger'
require 'socket'
require 'yaml'
$LOAD_PATH.unshift(File.join(__dir__, 'lib'))
# @SHIFT
L = Logger.new($stderr)
L.formatter = ->(s, t, _, m) { ENV['LOGFMT'] == 'short' ? "#{s[0]} #{m}\n" : "#{s[0]}, [#{t.strftime('%Y-%m-%dT%H:%M:%S.%6N')} ##{Process.pid}] #{s.rjust(5)} -- billing: #{m}\n" }
module Billing
  class RenderError < StandardError; end
  Invoice = Struct.new(:id, :customer, :lines)
  # @SHIFT
  def self.total(inv)
    inv.lines.sum { |l| l[:price] * l[:qty] }
  end
  # @SHIFT
  def self.address(inv)
    inv.customer.address.lines.first
  end
  def self.render(inv)
    # @SHIFT
    begin
      Float(inv.lines.first[:vat])
    rescue ArgumentError => e
      raise RenderError, "invoice #{inv.id}: cannot render"
    end
  end
  # @SHIFT
  def self.plan(h) = h.fetch(:plans).fetch(:gold)
  def self.push(port)
    TCPSocket.new('127.0.0.1', port)
  end
  def self.nest(h, k)
    # @SHIFT
    h[k] ? nest(h, h[k]) + 1 : 0
  end
end
# @SHIFT
def perform(what, v)
  inv = Billing::Invoice.new(v, nil, [{ price: 3, qty: 2, vat: v }])
  case what
  when 'total' then inv.lines << { price: nil, qty: 3 }; Billing.total(inv)
  when 'address' then Billing.address(inv)
  when 'render' then Billing.render(inv)
  when 'plan' then Billing.plan({ plans: { v.to_sym => 1 } })
  when 'push' then Billing.push(v.to_i)
  when 'nest' then Billing.nest({ v => v }, v)
  when 'gem' then require 'billing/' + 'adapters'
  end
end
L.info("billing worker #{ENV['VER']} booting in #{ENV['RENV'] || 'production'}")
rng = Random.new((ENV['SEED'] || 1).to_i)
ENV['NOISE'].to_i.times { |i| L.info(["Performing InvoiceJob jid-#{rng.rand(2**40).to_s(16)}", "enqueued #{rng.rand(99)} jobs for tenant #{rng.rand(20)}", "GET /health 200 in #{rng.rand(40)}ms"][rng.rand(3)]) }
# @SHIFT
case ENV['HOW']
when 'thread' then Thread.new { Thread.current.name = "worker-#{rng.rand(9)}"; perform(ARGV[0], ARGV[1]) }.join
when 'logged' then begin; perform(ARGV[0], ARGV[1]); rescue Exception => e; L.fatal("#{e.class}: #{e.message}\n" + e.backtrace.first(30).join("\n")); exit 1; end
else at_exit { L.info('bye') } if ENV['HOOK']; perform(ARGV[0], ARGV[1])
end
