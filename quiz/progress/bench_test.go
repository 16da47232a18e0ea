package progress

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"skylab/quiz/recall"
)

func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	s, _ := opened(b)
	r := answer("q", 0, true)
	for b.Loop() {
		appended(b, s, r)
	}
}

// BenchmarkOpen is what the program's start pays: nothing there yet, and a
// record of 200 answers (a course), 2,000 and 10,000 (years).
func BenchmarkOpen(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		root := b.TempDir()
		for i := 0; b.Loop(); i++ {
			reopened(b, filepath.Join(root, fmt.Sprint(i))).Close()
		}
	})
	for _, n := range []int{200, 2_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := many(b, n)
			b.ReportAllocs()
			for b.Loop() {
				reopened(b, dir).Close()
			}
		})
	}
}

// many is a folder with n answers to 100 questions.
func many(b *testing.B, n int) string {
	m := Memory(fixed)
	for i := range n {
		appended(b, m, answer(fmt.Sprintf("q-%d", i%100), i, i%3 > 0))
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(m.Export(w)) }()
	s, dir := opened(b)
	if _, err := s.Import(r); err != nil {
		b.Fatal(err)
	}
	s.Close()
	return dir
}

func BenchmarkDue(b *testing.B) {
	s := reopened(b, many(b, 2_000))
	b.ReportAllocs()
	for b.Loop() {
		s.Due(epoch, recall.Default())
	}
}

func BenchmarkSummary(b *testing.B) {
	s := reopened(b, many(b, 2_000))
	b.ReportAllocs()
	for b.Loop() {
		s.Summary("lambda")
	}
}
