// Publishing: a queue consumer that builds press kits; standard log package and logfmt.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"io"
	"log"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"time"
)

// PAD

type stamped struct {
	r *rand.Rand
	t int64
}

func (s *stamped) Write(p []byte) (int, error) {
	s.t += int64(s.r.Intn(3))
	return os.Stderr.Write(append([]byte(time.Unix(s.t, 0).UTC().Format("2006/01/02 15:04:05 ")), p...))
}

type Job struct {
	ID    int
	Title string
	Pics  []*image.Gray
}
type Store interface{ Save(ctx context.Context, j *Job) error }
type slowStore struct{}

func (slowStore) Save(ctx context.Context, j *Job) error {
	<-ctx.Done()
	return fmt.Errorf("saving kit %d: %w", j.ID, ctx.Err())
}

type slowProof struct{}

func (slowProof) Save(ctx context.Context, j *Job) error {
	<-ctx.Done()
	return fmt.Errorf("requesting proof of %d: %w", j.ID, ctx.Err())
}

// PAD

func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, x := range in {
		out = append(out, f(x))
	}
	return out
}

func thumbnail(g *image.Gray) int { return g.Bounds().Dx() }
func caption(j *Job) string       { return strings.Fields(j.Title)[2] }
func volume(p []string) string    { return p[len(p)-1] }
func pattern(s string) bool       { return regexp.MustCompile(s).MatchString("x") }
func render(t string) {
	template.Must(template.New("kit").Parse(t)).Execute(io.Discard, nil)
}

// PAD

func setField(j interface{}, v string) { reflect.ValueOf(j).Elem().FieldByName("ID").SetString(v) }
func decode(s string) (j Job, err error) {
	err = json.NewDecoder(bytes.NewBufferString(s)).Decode(&j)
	return
}
func repeat(n int) string { return strings.Repeat("=", n) }

func consume(r *rand.Rand, fault string) {
	j := &Job{ID: r.Intn(90000), Title: "spring"}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	switch fault {
	case "thumb":
		j.Pics = make([]*image.Gray, 2)
		Map(j.Pics, thumbnail)
	case "caption":
		caption(j)
	case "volume":
		volume(nil)
	case "pattern":
		pattern("issue(" + strconv.Itoa(j.ID))
	case "template":
		render("{{ .Title " + strconv.Itoa(j.ID))
	case "reflect":
		setField(j, "x")
	case "repeat":
		repeat(-j.ID - 1)
	case "decode":
		if _, err := decode(fmt.Sprintf(`{"ID": "%d"}`, j.ID)); err != nil {
			log.Fatalf("level=fatal component=queue job=%d msg=%q", j.ID, "message not understood: "+err.Error())
		}
	case "save":
		if err := (Store(slowStore{})).Save(ctx, j); err != nil {
			log.Fatalf("level=fatal component=worker msg=%q", err.Error())
		}
	case "proof":
		if err := (Store(slowProof{})).Save(ctx, j); err != nil {
			log.Fatalf("level=fatal component=worker msg=%q", err.Error())
		}
	}
}

// PAD

func main() {
	n := func(k string) int64 { v, _ := strconv.ParseInt(os.Getenv(k), 10, 64); return v }
	r := rand.New(rand.NewSource(n("SEED")))
	log.SetFlags(0)
	log.SetOutput(&stamped{r, n("CLOCK")})
	for i := n("STEPS"); i > 0; i-- {
		switch r.Intn(4) {
		case 0:
			log.Printf("level=info component=queue job=%d msg=received", r.Intn(90000))
		case 1:
			log.Printf("level=info component=worker msg=%q ms=%d", "kit built", r.Intn(900))
		case 2:
			log.Printf("level=debug component=img msg=scaled px=%d", r.Intn(4000))
		default:
			log.Printf("level=warn component=queue lag=%d", r.Intn(9000))
		}
	}
	fault := os.Getenv("FAULT")
	if r.Intn(3) == 0 {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { go consume(r, fault) }))
		http.Get(srv.URL + "/kits")
		time.Sleep(3 * time.Second)
	}
	consume(r, fault)
}
