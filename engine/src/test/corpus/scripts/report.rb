# Faults of Ruby.
require "json"
require "socket"
class ReportError < StandardError; end
#@
def title_of(report) = report[:title].upcase
def owner_of(report) = report[:owner].name
#@
def parse(text) = JSON.parse("{" + text)
def share(n) = n / [].size
def render(n)
  raise ReportError, "template #{n} is empty"
end
#@
def send_mail(port)
  TCPSocket.new("127.0.0.1", port.to_i)
rescue SystemCallError
  raise ReportError, "mail host did not answer"
end
def depth(n) = depth(n + 1) + 1
def frozen(n) = "report".freeze << n
FAULTS = {
  "title" => ->(a) { title_of({}) }, "owner" => ->(a) { owner_of({}) }, "parse" => ->(a) { parse(a) }, "share" => ->(a) { share(a.to_i) },
  "render" => ->(a) { render(a) }, "mail" => ->(a) { send_mail(a) }, "depth" => ->(a) { depth(0) }, "frozen" => ->(a) { frozen(a) },
  "open" => ->(a) { File.read(a) }, "load" => ->(a) { require "report_#{a}" }, "key" => ->(a) { {}.fetch(a) }
}
FAULTS[ARGV[0]].call(ARGV[1])
