// Faults of a Go service: panics, fatal errors of the runtime, wrapped errors that end in log.Fatal.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

type user struct{ name string }
type store struct{ users map[string]*user }
type quota struct {
	left int
	who  string
}

func (q quota) Error() string { return "quota of " + q.who + " used up: " + strconv.Itoa(q.left) }

//@
func (s *store) name(id string) string { return s.users[id].name }

func (s *store) first(ids []string) *user { return s.users[ids[0]] }

func (s *store) put(id string) { s.users[id] = &user{id} }

//@
func pick(rows []string, n int) string { return rows[n] }

func page(rows []string, n int) []string { return rows[n : n-1] }

func ratio(a, b int) int { return a / b }

//@
func convert(v interface{}) int { return v.(int) }

func invariant(n int) { panic(fmt.Sprintf("ledger out of balance by %d", n)) }

func check(n int) { panic(fmt.Errorf("segment %d has no index", n)) }

func spend(who string, n int) { panic(quota{-n, who}) }

//@
func waits() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Wait()
}

func receives() {
	c := make(chan int)
	<-c
}

func locks() {
	var m sync.Mutex
	m.Lock()
	m.Lock()
}

func races() {
	m := map[int]int{}
	for g := 0; g < 4; g++ {
		go func(g int) {
			for i := 0; ; i++ {
				m[i%100] = g
			}
		}(g)
	}
	time.Sleep(10 * time.Second)
}

//@
func depth(n int) int { return depth(n+1) + n }

func closes(n int) {
	c := make(chan int, n)
	close(c)
	close(c)
}

func sends(n int) {
	c := make(chan int, n)
	close(c)
	c <- n
}

func unlock() {
	var m sync.Mutex
	m.Unlock()
}

//@
func dial(port string) error {
	_, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		return fmt.Errorf("open ledger database: %w", err)
	}
	return nil
}

func queue(port string) error {
	_, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		return fmt.Errorf("connect broker: %w", err)
	}
	return nil
}

func config(path string) error {
	_, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("load config: %w", err)
	}
	return nil
}

func parse(text string) error {
	var v struct{ Port int }
	if err := json.Unmarshal([]byte(`{"port": "`+text+`"}`), &v); err != nil {
		return fmt.Errorf("parse config: %w", err)
	}
	return nil
}

func listen(port string) error {
	if _, err := net.Listen("tcp", "127.0.0.1:"+port); err != nil {
		return err
	}
	_, err := net.Listen("tcp", "127.0.0.1:"+port)
	return err
}

func license(n string) error { return errors.New("license " + n + " expired") }

//@
func again(n int) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("cannot roll back: %v", r))
		}
	}()
	rows := make([]int, 0, n)
	rows[n] = n
}

func handler(f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

func fatal(err error) {
	if err == nil {
		return
	}
	switch os.Getenv("LOG") {
	case "slog":
		fmt.Printf("time=%s level=ERROR msg=%q component=main\n", os.Getenv("SHOWN"), "ledger stopped: "+err.Error())
		os.Exit(1)
	case "zerolog":
		fmt.Printf("%s FTL ledger stopped error=%q component=main\n", os.Getenv("SHOWN"), err.Error())
		os.Exit(1)
	default:
		log.SetFlags(0)
		if t := os.Getenv("SHOWN"); t != "" {
			log.SetPrefix(t + " ")
		}
		log.Fatalf("ledger: %v", err)
	}
}

//@
func main() {
	fault, in := os.Args[1], os.Args[2]
	n, _ := strconv.Atoi(in)
	s := &store{}
	f := map[string]func(){
		"nil-user": func() { s.name(in) }, "nil-map": func() { s.put(in) }, "no-ids": func() { s.first(nil) },
		"index": func() { pick([]string{"a"}, n) }, "slice": func() { page(make([]string, n), n) },
		"divide": func() { ratio(n, len(s.users)) }, "convert": func() { convert(in) },
		"invariant": func() { invariant(n) }, "segment": func() { check(n) }, "quota": func() { spend(in, 3) },
		"waits": waits, "receives": receives, "locks": locks, "races": races, "depth": func() { debug.SetMaxStack(1 << 22); depth(n) },
		"closes": func() { closes(n) }, "sends": func() { sends(n) }, "unlock": unlock, "again": func() { again(n) },
		"database": func() { fatal(dial(in)) }, "broker": func() { fatal(queue(in)) }, "config": func() { fatal(config(in)) },
		"parse": func() { fatal(parse(in)) }, "listen": func() { fatal(listen(in)) }, "license": func() { fatal(license(in)) },
	}[fault]
	if os.Getenv("ROUTINE") != "" {
		handler(f)
		return
	}
	f()
}
