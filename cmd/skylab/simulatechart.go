package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

const chartHeight = 8

// chartLap is a stretch of a run: how much is busy of what there is, as means.
type chartLap struct {
	length      time.Duration
	busy, there float64
}

// chart draws a run over time: what is busy, and above it what is idle, told
// apart by shapes, not by colours.
func chart(w io.Writer, title string, laps []chartLap) {
	top := 0.0
	for _, l := range laps {
		top = max(top, l.there)
	}
	if len(laps) < 2 || top == 0 {
		return
	}
	top = roundUp(top)
	fmt.Fprintln(w, "  "+title)
	for row := chartHeight; row > 0; row-- {
		label := ""
		if row == chartHeight || row == chartHeight/2 {
			label = significant(top * float64(row) / chartHeight)
		}
		var b strings.Builder
		for _, l := range laps {
			b.WriteString(chartMark(l, top/chartHeight*(float64(row)-0.5)))
		}
		fmt.Fprintf(w, "  %8s │%s\n", label, strings.TrimRight(b.String(), " "))
	}
	total := time.Duration(0)
	for _, l := range laps {
		total += l.length
	}
	fmt.Fprintf(w, "  %8s └%s\n", "0", strings.Repeat("─", len(laps)))
	end := spoken(total)
	fmt.Fprintf(w, "  %8s  0%*s\n", "", max(len(laps)-1, len(end)+1), end)
}

// chartMark is what is at a height.
func chartMark(l chartLap, height float64) string {
	switch {
	case l.busy >= height:
		return "█"
	case l.there >= height:
		return "░"
	}
	return " "
}

// roundUp is the next higher of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.
func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 1.5, 2, 3, 4, 5, 6, 8} {
		if x <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}
