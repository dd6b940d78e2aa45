// Games: match server; glog-like lines; uncaught exceptions.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <variant>
#include <vector>
#include <functional>
#include <fstream>
static long clk;
static void glog(char lv, const char *file, int line, const std::string &m) {
    time_t c = clk += rand() % 3; char t[40]; strftime(t, sizeof t, "%m%d %H:%M:%S", gmtime(&c));
    fprintf(stderr, "%c%s.%06d %5d %s:%d] %s\n", lv, t, rand() % 1000000, 100 + rand() % 30, file, line, m.c_str());
}
// PAD
static void noise() {
    using std::to_string;
    switch (rand() % 4) {
    case 0: glog('I', "lobby.cc", 88, "player " + to_string(rand() % 90000) + " joined room " + to_string(rand() % 400)); break;
    case 1: glog('I', "tick.cc", 41, "tick took " + to_string(rand() % 16) + " ms"); break;
    case 2: glog('W', "net.cc", 203, "packet loss " + to_string(rand() % 30) + "% for player " + to_string(rand() % 90000)); break;
    default: glog('I', "match.cc", 132, "match " + to_string(rand() % 9000) + " state sync");
    }
}
struct LadderError : std::runtime_error { using std::runtime_error::runtime_error; };
// PAD
struct Inventory { std::vector<int> slots; int item(size_t i) { return slots.at(i); } };
struct Board { std::map<std::string, int> score; int of(const std::string &n) { return score.at(n); } };
struct Unit { virtual void step() = 0; virtual ~Unit() {} Unit() { init(); } void init() { step(); } };
struct Tank : Unit { void step() override {} };
[[gnu::noinline]] static std::string nick(const std::string &s) { return s.substr(40); }
[[gnu::noinline]] static int level(const std::string &s) { return std::stoi(s); }
[[gnu::noinline]] static int coins(const std::string &s) { return std::stoi(s); }
int main() {
    srand(atoi(getenv("SEED"))); clk = atol(getenv("CLOCK")); std::string f = getenv("FAULT");
    for (int i = atoi(getenv("STEPS")); i > 0; i--) noise();
    int n = rand() % 9000; auto N = std::to_string(n);
    auto work = [=] {
        if (f == "item") Inventory{}.item(n);
        if (f == "score") Board{}.of("p" + N);
        if (f == "nick") nick("p" + N);
        if (f == "level") { glog('I', "profile.cc", 61, "reading level of " + N); level("lv" + N); }
        if (f == "ladder") throw LadderError("season " + N + " has no ladder");
        if (f == "replay") throw std::runtime_error("replay " + N + ": unknown opcode " + std::to_string(n % 256));
        if (f == "variant") { std::variant<int, std::string> v = n; std::get<std::string>(v); }
        if (f == "optional") { std::optional<int> o; o.value(); }
        if (f == "func") { std::function<void(int)> cb; cb(n); }
        if (f == "alloc") { std::vector<char> v; v.reserve(size_t(1) << 45); }
        if (f == "noexc") { auto g = []() noexcept { throw 42; }; g(); }
        if (f == "check") { glog('F', "physics.cc", 310, "Check failed: mass > 0 (" + std::to_string(-n) + " vs. 0)"); abort(); }
        if (f == "check2") { glog('F', "navmesh.cc", 127, "Check failed: polygon.size() > 2 (" + std::to_string(n % 3) + " vs. 2)"); abort(); }
    };
    if (f == "thread") { std::thread t([] {}); return 0; }
    if (rand() % 2) { std::thread t(work); t.join(); } else work();
    return 0;
}
