package traffic

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"skylab/engine/sim"
)

// Replay is traffic as it was counted, so many requests in each minute; those
// of a minute come at random instants within it.
type Replay struct {
	// Counts are the requests of each minute.
	Counts []int
	// Loop begins anew after the last minute.
	Loop bool
}

// ReadAzure reads a file of the Azure Functions 2019 data set: a header
// HashOwner,HashApp,HashFunction,Trigger,1,2,…,1440 and a line of counts for
// each function. It adds up the lines whose function's hash begins with the
// given text; all of them for "". Shahrad et al., "Serverless in the Wild",
// USENIX ATC 2020, github.com/Azure/AzurePublicDataset.
//
// Lines of more than maxLine bytes and minutes of more than maxCount requests
// are refused: what has them is no such file.
func ReadAzure(r io.Reader, function string) (Replay, error) {
	c := csv.NewReader(&lineReader{r: r})
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return Replay{}, fmt.Errorf("no header of the Azure Functions format: %w", err)
	}
	column, first := slices.Index(head, "HashFunction"), slices.Index(head, "1")
	if column < 0 || first < 0 {
		return Replay{}, errors.New("line 1: the header has no HashFunction, or no minutes from 1 on: HashOwner,HashApp,HashFunction,Trigger,1,2,…")
	}
	out := Replay{Counts: make([]int, len(head)-first)}
	found := false
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Replay{}, err
		}
		if !hasPrefix(record[column], function) {
			continue
		}
		found = true
		for i, text := range record[first:] {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				line, col := c.FieldPos(first + i)
				return Replay{}, fmt.Errorf("line %d, column %d: %q is no count of requests", line, col, text)
			}
			if out.Counts[i] += min(n, maxCount+1); out.Counts[i] > maxCount {
				return Replay{}, fmt.Errorf("minute %d has more than %d requests", i+1, maxCount)
			}
		}
	}
	if !found {
		return Replay{}, fmt.Errorf("no function whose hash begins with %q", function)
	}
	return out, nil
}

// Bounds of a file of counts. A line of the data set has some 10 KB, and its
// busiest minute some 10⁷ requests.
const (
	maxLine  = 1 << 20
	maxCount = 1_000_000_000
)

// lineReader passes a reader on, but for lines that do not end.
type lineReader struct {
	r      io.Reader
	line   int // lines that ended
	length int // bytes since then
}

func (l *lineReader) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for _, c := range p[:n] {
		if l.length++; c == '\n' {
			l.line, l.length = l.line+1, 0
		}
		if l.length > maxLine {
			return 0, fmt.Errorf("line %d is longer than %d KB", l.line+1, maxLine>>10)
		}
	}
	return n, err
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

// Next is in the slot after the last one's: a minute is cut into as many slots
// as it has requests, with one request at a random instant of each. So each
// minute has its count, and nothing need be remembered.
func (p Replay) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	const minute = sim.Time(time.Minute)
	begin, slot := after/minute*minute, 0
	if n := p.count(after); n > 0 && after > 0 {
		slot = int(float64(after-begin)/p.gap(n)) + 1
	}
	for range len(p.Counts) + 1 {
		if n := p.count(begin); slot < n {
			at := begin + sim.Time((float64(slot)+0.999*r.Float64())*p.gap(n))
			return max(at, after+1), true
		}
		begin, slot = begin+minute, 0
	}
	return 0, false
}

// count is that of the minute of t, 0 after the last.
func (p Replay) count(t sim.Time) int {
	i := int(t / sim.Time(time.Minute))
	if len(p.Counts) == 0 || i >= len(p.Counts) && !p.Loop {
		return 0
	}
	return p.Counts[i%len(p.Counts)]
}

// gap is the length of a slot in nanoseconds.
func (Replay) gap(n int) float64 { return float64(time.Minute) / float64(n) }

// Mean is the count of the minute, by the second.
func (p Replay) Mean(at sim.Time) float64 { return float64(p.count(at)) / 60 }
