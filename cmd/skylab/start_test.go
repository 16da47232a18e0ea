package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// buildDir is where the program was built, if it was.
var buildDir string

func removeBuild() {
	if buildDir != "" {
		os.RemoveAll(buildDir)
	}
}

// build is the program as it is released, built once.
var build = sync.OnceValues(func() (string, error) {
	var err error
	if buildDir, err = os.MkdirTemp("", "skylab-build-*"); err != nil {
		return "", err
	}
	path := filepath.Join(buildDir, "skylab")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return string(out), err
	}
	return path, nil
})

// built is the path of the program.
func built(b *testing.B) string {
	path, err := build()
	if err != nil {
		b.Fatalf("%v: %s", err, path)
	}
	return path
}

// milliseconds reports the time of one round; the budgets are in these.
func milliseconds(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/op")
}

// BenchmarkVersion is the least that the program takes to start and end.
// Budget: 20 ms. The size of the binary is reported with it; budget: 45 MB.
func BenchmarkVersion(b *testing.B) {
	path := built(b)
	b.ResetTimer()
	for b.Loop() {
		if err := exec.Command(path, "--version").Run(); err != nil {
			b.Fatal(err)
		}
	}
	milliseconds(b)
	if info, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(info.Size())/(1<<20), "MB-binary")
	}
}

// BenchmarkRead is a whole chapter as text.
func BenchmarkRead(b *testing.B) {
	path := built(b)
	b.ResetTimer()
	for b.Loop() {
		if err := exec.Command(path, "read", "lambda").Run(); err != nil {
			b.Fatal(err)
		}
	}
	milliseconds(b)
}
