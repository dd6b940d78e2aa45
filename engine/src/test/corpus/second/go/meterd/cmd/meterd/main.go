package main

import (
	"encoding/json"
	"fmt"
	"log"
	"math/rand"
	"net"
	"os"
	"strconv"
	"time"

	"example.net/meterd/internal/feed"
	"example.net/meterd/internal/store"
)

// @SHIFT

func noise(n int) {
	for i := 0; i < n; i++ {
		switch rand.Intn(4) {
		case 0:
			info("ingested batch", "count", rand.Intn(900), "took", time.Duration(rand.Intn(1e9)).String())
		case 1:
			info("GET /v1/meters", "meter", fmt.Sprintf("m%d", rand.Intn(1e5)), "status", 200)
		case 2:
			info("gc pause", "ms", rand.Float64()*20)
		default:
			info("retrying upstream", "attempt", rand.Intn(5), "peer", fmt.Sprintf("10.3.%d.%d:%d", rand.Intn(255), rand.Intn(255), 1024+rand.Intn(60000)))
		}
	}
}

func info(msg string, kv ...interface{}) {
	switch os.Getenv("LOGFMT") {
	case "json":
		m := map[string]interface{}{"level": "info", "ts": time.Now().UTC().Format(time.RFC3339Nano), "caller": "meterd/main.go:44", "msg": msg}
		for i := 0; i+1 < len(kv); i += 2 {
			m[kv[i].(string)] = kv[i+1]
		}
		b, _ := json.Marshal(m)
		fmt.Println(string(b))
	case "logfmt":
		s := "time=" + time.Now().UTC().Format(time.RFC3339) + " level=info msg=" + strconv.Quote(msg)
		for i := 0; i+1 < len(kv); i += 2 {
			s += fmt.Sprintf(" %v=%v", kv[i], kv[i+1])
		}
		fmt.Println(s)
	default:
		log.Println(append([]interface{}{msg}, kv...)...)
	}
}

// @SHIFT

func fatal(msg string, err error) {
	switch os.Getenv("LOGFMT") {
	case "json":
		b, _ := json.Marshal(map[string]interface{}{"level": "fatal", "ts": time.Now().UTC().Format(time.RFC3339Nano), "caller": "meterd/main.go:71", "msg": msg, "error": err.Error()})
		fmt.Println(string(b))
		os.Exit(1)
	case "logfmt":
		fmt.Printf("time=%s level=fatal msg=%q error=%q\n", time.Now().UTC().Format(time.RFC3339), msg, err)
		os.Exit(1)
	}
	log.Fatalf("%s: %v", msg, err)
}

// @SHIFT

func work(what, v string) {
	s := store.New()
	n, _ := strconv.Atoi(v)
	switch what {
	case "cost":
		s.Cost(store.Reading{Meter: v, KWh: rand.Float64()})
	case "slot":
		s.Slot(n)
	case "begin":
		s.Begin(v)
	case "commit":
		s.MustCommit(v, 4+rand.Intn(90))
	case "resolve":
		store.Resolve(v, map[string]string{})
	case "decode":
		feed.Decode(v)
	case "fanout":
		feed.Fanout(n)
	case "wait":
		feed.Wait(n)
	case "race":
		feed.Race()
	case "serve":
		feed.Serve(v, fmt.Sprintf("%08x", rand.Uint32()))
	case "pg":
		_, err := net.DialTimeout("tcp", v, time.Second)
		fatal("cannot reach database", err)
	case "cache":
		_, err := net.DialTimeout("tcp", v, time.Second)
		fatal("cannot reach cache", err)
	case "listen":
		_, err := net.Listen("tcp", v)
		fatal("metrics listener failed", err)
	case "spool":
		_, err := os.ReadDir(v)
		fatal("cannot open spool", err)
	}
}

// @SHIFT

func main() {
	seed, _ := strconv.ParseInt(os.Getenv("SEED"), 10, 64)
	rand.Seed(seed)
	n, _ := strconv.Atoi(os.Getenv("NOISE"))
	info("meterd starting", "version", os.Getenv("VER"), "node", os.Getenv("NODE"))
	noise(n)
	if os.Getenv("PRIOR") != "" {
		feed.Legacy()
		noise(2)
	}
	what, v := os.Args[1], os.Args[2]
	if os.Getenv("HOW") == "goroutine" {
		done := make(chan bool)
		go func() {
			work(what, v)
			done <- true
		}()
		<-done
	} else {
		work(what, v)
	}
}
