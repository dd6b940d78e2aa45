package store

import (
	"fmt"
	"sync"
)

// @SHIFT

type Reading struct {
	Meter string
	KWh   float64
}

type Tariff struct{ Rate float64 }

type Store struct {
	mu      sync.Mutex
	byMeter map[string]*Tariff
	last    []Reading
	open    map[string]int
}

func New() *Store {
	return &Store{byMeter: map[string]*Tariff{"m1": {Rate: 1.2}}, last: make([]Reading, 4)}
}

// @SHIFT

//go:noinline
func (s *Store) Cost(r Reading) float64 {
	t := s.byMeter[r.Meter]
	// @SHIFT
	return r.KWh * t.Rate
}

//go:noinline
func (s *Store) Slot(i int) Reading {
	// @SHIFT
	return s.last[i]
}

// @SHIFT

//go:noinline
func (s *Store) Begin(meter string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	// @SHIFT
	s.open[meter]++
}

//go:noinline
func (s *Store) Commit(meter string, n int) error {
	if n > 3 {
		return fmt.Errorf("commit %s: %d readings pending, segment sealed", meter, n)
	}
	return nil
}

// @SHIFT

//go:noinline
func (s *Store) MustCommit(meter string, n int) {
	if err := s.Commit(meter, n); err != nil {
		panic(err)
	}
}

var Depth int

//go:noinline
func Resolve(group string, m map[string]string) string {
	// @SHIFT
	Depth++
	return Resolve(m[group], m) + "/"
}
