package main

import (
	"os"
	"os/exec"
	"testing"
)

// footerEnd is what the lowest row of every screen ends with; once it is there,
// the picture is whole.
const footerEnd = "? help"

// BenchmarkFirstPicture is from the start of the program to the first whole
// picture of the course, for a newcomer and for who has been here before.
// Budget: 45 ms.
func BenchmarkFirstPicture(b *testing.B) {
	path := built(b)
	for _, c := range []struct {
		name          string
		columns, rows uint16
	}{{"80x24", 80, 24}, {"160x45", 160, 45}} {
		b.Run(c.name, func(b *testing.B) {
			data := b.TempDir()
			for b.Loop() {
				picture(b, path, data, c.columns, c.rows)
			}
			milliseconds(b)
		})
	}
}

// picture starts the program, waits for its first picture and leaves.
func picture(b *testing.B, path, data string, columns, rows uint16) {
	b.StopTimer()
	person, program := openTerminal(b, columns, rows)
	defer person.Close()
	cmd := exec.Command(path, "--data", data)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	onTerminal(cmd, program)
	b.StartTimer()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	program.Close() // the program has its own
	(&watcher{person: person}).until(b, footerEnd)
	b.StopTimer()
	if err := cmd.Process.Kill(); err != nil {
		b.Fatal(err)
	}
	cmd.Wait() // killed
	b.StartTimer()
}
