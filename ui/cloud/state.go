package cloud

import (
	"time"

	"skylab/engine/lambda"
)

// clockStep is how fine the panel's clock is.
const clockStep = 100 * time.Millisecond

// state is one reading of the world: what the panel draws. Everything in it
// is taken from the world's queries and its journal.
type state struct {
	now       time.Duration // since the world's beginning
	glide     time.Duration // how long a request is seen on its way
	functions []function
	log       []line
	story     []moment
	totals    totals
	history   history
	bill      money
	things    []thing
	fleet     fleet
	buckets   []bucket
	alarms    []alarm
	gauges    gauges
}

// function is a lane of the panel.
type function struct {
	name, runtime string
	memory        int // MB
	timeout       time.Duration
	// state is AWS's word; ready tells whether it can be invoked.
	state string
	ready bool
	// unready are the published versions that cannot be invoked.
	unready []lambda.VersionView
	// outside tells that runtimes outside run it, in wall time.
	outside bool
	slots   []slot
	waiting int           // asynchronous events in the queue
	retry   time.Duration // until the next one is tried, or -1
	// refused are the requests throttled in the last moments.
	refused int
	totals
}

// phase is what an environment is doing.
type phase int

const (
	preparing phase = iota // a microVM and the code are being fetched
	starting               // the code outside the handler runs
	busy
	idle
)

// slot is an execution environment.
type slot struct {
	id    int
	phase phase
	// since is how long it has been doing that.
	since time.Duration
	// left is how long until it expires, if idle and known; else -1.
	left time.Duration
	// cold tells whether the request it serves waited for a cold start.
	cold   bool
	served int
	// outside tells that its program is outside.
	outside bool
	// request is the beginning of the request's id.
	request string
}

// totals are counters and durations.
type totals struct {
	invocations, errors, throttles, coldStarts, concurrent, peak int
	p50, p99                                                     time.Duration
}

// line is a log line.
type line struct {
	at   time.Duration
	from string // the function, if there are several
	text string
}

// moment is a line of the story.
type moment struct {
	at   time.Duration
	kind tone
	text string
	more int // how often it happened again
}

// tone says how a moment is marked.
type tone int

const (
	plain tone = iota
	call
	cold
	good
	bad
	quiet
)

// money is the bill.
type money struct {
	services     []part
	total, exact string
	// byHour are the dollars of the newest hours, the present one last.
	byHour func() []float64
}

// part is what one service takes.
type part struct {
	name, exact string
	lines       []charge
}

// lines is how many lines the bill has.
func (m *money) lines() int {
	n := 0
	for _, s := range m.services {
		n += len(s.lines)
	}
	return n
}

// charge is a line of the bill: what is paid for, in words and by AWS's name,
// how the amount comes about, and the amount.
type charge struct{ what, usage, how, exact string }

// bucket is an S3 bucket.
type bucket struct {
	name    string
	objects int
	bytes   int64
}
