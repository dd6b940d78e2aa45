#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <variant>
#include <vector>
#include <execinfo.h>
#include <cxxabi.h>
#include <unistd.h>
// @SHIFT
namespace routerd {
static volatile int sink;
static void info(const std::string &m) { std::cerr << (getenv("LOGFMT") ? "[routerd] [info] " : "I routerd: ") << m << "\n"; }
struct route_error : std::runtime_error { using std::runtime_error::runtime_error; };
class Table {
  std::map<std::string, int> routes{{"10.0.0.0/8", 1}};
  std::vector<int> metrics{1, 2, 3};
public:
  // @SHIFT
  __attribute__((noinline)) int hop(const std::string &p) const { return routes.at(p); }
  __attribute__((noinline)) int metric(size_t i) const {
    // @SHIFT
    return metrics.at(i);
  }
  __attribute__((noinline)) int parse(const std::string &s) const {
    // @SHIFT
    return std::stoi(s);
  }
  __attribute__((noinline)) void load(const std::string &f) const {
    std::ifstream in(f);
    if (!in) throw route_error("cannot load route dump " + f + " (errno " + std::to_string(errno) + ")");
  }
  __attribute__((noinline)) void refresh(const std::string &f) const {
    try { load(f); } catch (const route_error &e) { std::throw_with_nested(std::runtime_error("refresh of table " + std::to_string(getpid() % 9) + " failed")); }
  }
};
// @SHIFT
struct Peer { std::vector<int> q; int as; };
__attribute__((noinline)) int drain(Peer *p) {
  // @SHIFT
  return p->q.back() + p->as;
}
__attribute__((noinline)) int withdraw(int *p, int i) {
  // @SHIFT
  return p[i];
}
struct Node { virtual void visit() = 0; void go() { visit(); } Node() { go(); } virtual ~Node() {} };
struct Leaf : Node { void visit() override {} };
static void print(const std::exception &e, int d = 0) { std::cerr << std::string(d * 2, ' ') << "error: " << e.what() << "\n"; try { std::rethrow_if_nested(e); } catch (const std::exception &n) { print(n, d + 1); } }
static void on_terminate() {
  std::cerr << "terminate handler: active exception ";
  if (auto t = abi::__cxa_current_exception_type()) { int st; std::cerr << abi::__cxa_demangle(t->name(), 0, 0, &st); try { throw; } catch (const std::exception &e) { std::cerr << ": " << e.what(); } catch (...) {} }
  std::cerr << "\n"; void *a[30]; int n = backtrace(a, 30); backtrace_symbols_fd(a, n, 2); abort();
}
// @SHIFT
void work(const std::string &w, const std::string &v) {
  Table t;
  if (w == "hop") sink = t.hop(v);
  if (w == "metric") sink = t.metric(std::stoul(v));
  if (w == "parse") sink = t.parse(v);
  if (w == "load") t.load(v);
  if (w == "refresh") { try { t.refresh(v); } catch (const std::exception &e) { print(e); std::exit(1); } }
  if (w == "uaf") { auto *p = new Peer{{1, 2}, std::stoi(v)}; delete p; sink = drain(p); }
  if (w == "heap") { int n = std::stoi(v); int *p = new int[n]; sink = withdraw(p, n); delete[] p; }
  if (w == "pure") { Leaf l; }
  if (w == "thread") { std::thread x([] { info("keepalive thread up"); }); throw route_error("peer " + v + " rejected"); }
  if (w == "bad") { std::vector<long> b; b.reserve(size_t(1) << (40 + std::stoi(v))); }
}
}
// @SHIFT
int main(int, char **v) {
  srand(atoi(getenv("SEED"))); if (getenv("HANDLER")) std::set_terminate(routerd::on_terminate);
  routerd::info("starting");
  for (int i = 0; i < atoi(getenv("NOISE")); i++) routerd::info("peer 192.0.2." + std::to_string(rand() % 255) + " keepalive, " + std::to_string(rand() % 90) + " prefixes");
  std::string w = v[1], x = v[2];
  if (getenv("THREAD")) { std::thread t([=] { routerd::work(w, x); }); t.join(); } else routerd::work(w, x);
}
