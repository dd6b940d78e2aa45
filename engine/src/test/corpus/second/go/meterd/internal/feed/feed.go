package feed

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"time"
)

// @SHIFT

func Legacy() {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		legacy(nil)
	}))
	http.Get(s.URL + "/old/report")
	time.Sleep(20 * time.Millisecond)
	s.Close()
}

//go:noinline
func legacy(m map[string]int) {
	m["x"] = 1
}


// @SHIFT

type Msg struct {
	ID   int      `json:"id"`
	Tags []string `json:"tags"`
}

//go:noinline
func Decode(raw string) int {
	var v interface{}
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		log.Fatalf("feed: decode: %v", err)
	}
	// @SHIFT
	return int(v.(map[string]interface{})["id"].(float64))
}

// @SHIFT

func Dial(kind, addr string) net.Conn {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		log.Fatalf("%s: connect: %v", kind, err)
	}
	return c
}

// @SHIFT

func Fanout(n int) {
	out := make(chan int, 1)
	done := make(chan bool)
	for i := 0; i < n; i++ {
		go func(i int) {
			// @SHIFT
			time.Sleep(time.Duration(i) * 4 * time.Millisecond)
			if i == n-1 {
				close(out)
				time.Sleep(5 * time.Millisecond)
			}
			publish(out, i)
			done <- true
		}(i)
		go func() {
			for range out {
			}
		}()
	}
	for i := 0; i < n; i++ {
		<-done
	}
}

//go:noinline
func publish(out chan int, i int) {
	out <- i
}

// @SHIFT

func Wait(n int) {
	ch := make(chan int)
	for i := 0; i < n; i++ {
		go func(i int) { <-ch }(i)
	}
	runtime.Gosched()
	// @SHIFT
	ch2 := make(chan string)
	fmt.Fprintln(os.Stderr, "feed: waiting for", n, "partitions")
	<-ch2
}

// @SHIFT

func Race() {
	m := map[int]int{}
	for g := 0; g < 6; g++ {
		go func(g int) {
			for i := 0; ; i++ {
				put(m, g, i)
			}
		}(g)
	}
	time.Sleep(3 * time.Second)
}

//go:noinline
func put(m map[int]int, g, i int) {
	// @SHIFT
	m[i%64] = g
}

// @SHIFT

type api struct{ quota map[string]*int }

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if x := recover(); x != nil {
			log.Printf("http: panic serving %s %s", r.Method, r.URL.Path)
			panic(fmt.Sprintf("request %s aborted: %v", r.Header.Get("X-Request-Id"), x))
		}
	}()
	// @SHIFT
	fmt.Fprintln(w, *a.quota[r.URL.Query().Get("tenant")])
}

func Serve(tenant, id string) {
	r := httptest.NewRequest("GET", "/v1/quota?tenant="+tenant, nil)
	r.Header.Set("X-Request-Id", id)
	mux := http.NewServeMux()
	mux.Handle("/v1/", &api{quota: map[string]*int{}})
	mux.ServeHTTP(httptest.NewRecorder(), r)
}
