package billing

import (
	"time"
)

// unit is what a price is for, and how usage is counted in it.
type unit struct {
	name      string // as the price list writes it
	one, many string // in an explanation
	// base is how many base units, which meters count, make one unit; a month's
	// unit takes so many in each hour of the month.
	base    int64
	monthly bool
	// bulk is for how many units AWS quotes the price, in words "per million".
	bulk  int64
	words string
	// tick is the time that one base unit of what is held takes.
	tick time.Duration
}

const (
	// mbMillis are the MB-milliseconds in one GB-second.
	mbMillis = 1024 * 1000
	gib      = 1 << 30
)

// in is how many base units make one unit in a month of so many hours.
//
// fidelity: billing.month-hours
func (u unit) in(hours int64) int64 {
	if u.monthly {
		return u.base * hours
	}
	return u.base
}

func requests(name string) unit {
	return unit{name: name, one: "request", many: "requests", base: 1, bulk: 1_000_000, words: "per million"}
}

func gbSeconds(name string) unit {
	return unit{name: name, one: "GB-s", many: "GB-s", base: mbMillis, tick: time.Millisecond}
}

func gigabytes(name string, base int64) unit {
	return unit{name: name, one: "GB", many: "GB", base: base}
}

func gigabyteMonths() unit {
	return unit{name: "GB-Mo", one: "GB-month", many: "GB-months", base: gib, monthly: true, tick: time.Hour}
}

func months(name, thing string) unit {
	return unit{name: name, one: thing + "-month", many: thing + "-months", base: 1, monthly: true, tick: time.Hour}
}

// Chunks is how many requests a payload of that many bytes is charged as: one
// for each 64 KB begun, and one for an empty payload.
//
// fidelity: billing.chunks
func Chunks(bytes int) int64 {
	const chunk = 64 << 10
	return max(1, (int64(bytes)+chunk-1)/chunk)
}
