package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// BenchmarkCloudStart is `skylab cloud` from its start to its first answer, with
// a budget of 60 ms, and the memory that it holds half a second later, with one
// of 40 MiB.
func BenchmarkCloudStart(b *testing.B) {
	path := built(b)
	var took []time.Duration
	resident := 0
	for b.Loop() {
		began := time.Now()
		cmd := exec.Command(path, "cloud", "--listen", "127.0.0.1:0")
		out, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		greeting, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			b.Fatal(err)
		}
		address := regexp.MustCompile(`http://\S+`).FindString(greeting)
		if got := asks(address, "GET", "/2015-03-31/functions/"); got != `{"Functions":[]}` {
			b.Fatalf("got %q of %q", got, greeting)
		}
		took = append(took, time.Since(began))
		time.Sleep(500 * time.Millisecond)
		resident = max(resident, residentKiB(b, cmd.Process.Pid))
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-worst")
	b.ReportMetric(float64(resident)/1024, "MiB-resident")
}

func residentKiB(b *testing.B, pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		b.Fatalf("no VmRSS in %s", status)
	}
	n, _ := strconv.Atoi(string(m[1])) // which are digits
	return n
}
