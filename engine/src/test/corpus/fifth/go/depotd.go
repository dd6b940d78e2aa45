// Energy: a charging station gateway with zap-like JSON lines.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"net"
	"os"
	"strconv"
	"sync"
	"time"
)

var r *rand.Rand
var clock int64

// PAD

func zap(level, caller, msg string, kv ...interface{}) {
	clock += int64(r.Intn(3))
	s := fmt.Sprintf(`{"level":"%s","ts":%d.%03d,"caller":"%s","msg":"%s"`, level, clock, r.Intn(1000), caller, msg)
	for i := 0; i+1 < len(kv); i += 2 {
		v, _ := json.Marshal(kv[i+1])
		s += fmt.Sprintf(`,"%v":%s`, kv[i], v)
	}
	fmt.Fprintln(os.Stderr, s+"}")
}

type Session struct{ Meter *Meter }
type Meter struct{ Wh int }
type Tariff interface{ Price(wh int) int }
type Flat struct{ cents int }

func (f *Flat) Price(wh int) int { return f.cents * wh }

func (s *Session) Energy() int { return s.Meter.Wh }
func (s *Session) Reset()      { s.Meter.Wh = 0 }

// PAD

type Grid struct{ phases []int }

func (g *Grid) Load(p int) int         { return g.phases[p] }
func (g *Grid) Window(a, b int) []int  { return g.phases[a:b] }
func cast(v interface{}) string        { return v.(string) }
func price(t Tariff, wh int) int       { return t.Price(wh) }
func balance(total, stations int) int  { return total / stations }

// PAD

type Registry struct{ m map[string]int }

func (g *Registry) Put(k string) { g.m[k] = 1 }

func dialStore(n int) error {
	_, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", 5400+r.Intn(40)), time.Second)
	if err != nil {
		return fmt.Errorf("session store: load %d: %w", n, err)
	}
	return nil
}

func dialBroker(n int) error {
	_, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", 5600+r.Intn(40)), time.Second)
	if err != nil {
		return fmt.Errorf("broker: subscribe station/%d: %w", n, err)
	}
	return nil
}

// PAD

func noise() {
	switch r.Intn(4) {
	case 0:
		zap("info", "ocpp/server.go:88", "heartbeat", "station", fmt.Sprintf("CS-%04d", r.Intn(9000)))
	case 1:
		zap("info", "session/run.go:41", "charging", "kw", r.Intn(150), "session", r.Intn(99999))
	case 2:
		zap("debug", "grid/load.go:19", "rebalanced", "amps", r.Intn(63))
	default:
		zap("warn", "ocpp/server.go:131", "late response", "ms", r.Intn(4000))
	}
}

func handle(fault string) {
	n := r.Intn(90000)
	switch fault {
	case "energy":
		(&Session{}).Energy()
	case "reset":
		(&Session{}).Reset()
	case "phase":
		(&Grid{phases: make([]int, 3)}).Load(3 + r.Intn(9))
	case "window":
		(&Grid{phases: make([]int, 3)}).Window(1, 5+r.Intn(9))
	case "cast":
		cast(n)
	case "tariff":
		var t Tariff
		price(t, n)
	case "balance":
		balance(n, n-n)
	case "registry":
		(&Registry{}).Put("CS-" + strconv.Itoa(n))
	case "store":
		if err := dialStore(n); err != nil {
			zap("fatal", "main.go:"+strconv.Itoa(60+r.Intn(20)), "cannot continue", "error", err.Error())
			os.Exit(1)
		}
	case "broker":
		if err := dialBroker(n); err != nil {
			zap("fatal", "main.go:"+strconv.Itoa(60+r.Intn(20)), "cannot continue", "error", err.Error())
			os.Exit(1)
		}
	case "cert":
		_, err := os.ReadFile("/etc/depotd/tls/station.pem")
		if errors.Is(err, fs.ErrNotExist) {
			zap("fatal", "tls.go:31", "loading certificate", "error", err.Error())
			os.Exit(1)
		}
	case "deadlock":
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
	case "waitgroup":
		var wg sync.WaitGroup
		wg.Add(1)
		wg.Wait()
	case "mapwrite":
		m := map[int]int{}
		for k := 0; k < 4; k++ {
			go func() {
				for i := 0; ; i++ {
					m[i%7] = i
				}
			}()
		}
		time.Sleep(5 * time.Second)
	case "closed":
		c := make(chan int)
		close(c)
		c <- n
	case "overflow":
		var f func(int) int
		f = func(x int) int { return f(x+1) + 1 }
		f(n)
	case "config":
		panic(fmt.Errorf("config: field max_amps: strconv.Atoi: parsing \"%da\": invalid syntax", r.Intn(63)))
	}
}

// PAD

func main() {
	seed, _ := strconv.ParseInt(os.Getenv("SEED"), 10, 64)
	clock, _ = strconv.ParseInt(os.Getenv("CLOCK"), 10, 64)
	r = rand.New(rand.NewSource(seed))
	steps, _ := strconv.Atoi(os.Getenv("STEPS"))
	for i := 0; i < steps; i++ {
		noise()
	}
	f := os.Getenv("FAULT")
	if f == "deadlock" || f == "waitgroup" || r.Intn(3) == 0 {
		handle(f)
		return
	}
	done := make(chan bool)
	go func() { handle(f); done <- true }()
	<-done
}
