// Faults of C++ programs: exceptions that nobody catches, and the standard library's checks.
#include <filesystem>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace mixer {
struct DeviceError : std::runtime_error { using std::runtime_error::runtime_error; };

//@
void open(const std::string& name) { throw DeviceError("device " + name + " is busy"); }
void volume(int n) { throw DeviceError("volume " + std::to_string(n) + " is out of range 0..100"); }
int gain(const std::string& text) { return std::stoi("g" + text); }
int channel(int n) { return std::vector<int>(n).at(n + 3); }
//@
std::string preset(const std::string& k) { return std::map<std::string, std::string>{}.at(k); }
void list(const std::string& p) { for (auto& e : std::filesystem::directory_iterator(p)) std::cout << e; }
void grow(int n) { std::vector<char> v; v.resize(~0ull / 4 + n); }
void number() { throw 42; }
void quiet(int n) noexcept { open("hw:" + std::to_string(n)); }
//@
struct Stage { virtual void run() = 0; virtual ~Stage() = default; Stage() { start(); } void start() { run(); } };
struct Real : Stage { void run() override {} };
void spawn() { std::thread t([] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }); }
int last(int n) { std::vector<int> v; return v[n]; }
}  // namespace mixer

//@
int main(int, char** v) {
  std::string f = v[1], in = v[2];
  if (f == "busy") mixer::open(in);
  if (f == "volume") mixer::volume(std::stoi(in));
  if (f == "gain") mixer::gain(in);
  if (f == "channel") return mixer::channel(std::stoi(in));
  if (f == "preset") mixer::preset(in);
  if (f == "list") mixer::list(in);
  if (f == "grow") mixer::grow(std::stoi(in));
  if (f == "number") mixer::number();
  if (f == "quiet") mixer::quiet(std::stoi(in));
  if (f == "pure") mixer::Real();
  if (f == "spawn") mixer::spawn();
  if (f == "last") return mixer::last(std::stoi(in));
}
