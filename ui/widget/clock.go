package widget

import (
	"strconv"
	"time"
)

// Clock is a virtual time since the world's beginning as "0:04", "1:02:03" or
// "15d 00:01:41", with as many decimals as the step needs.
func Clock(d, step time.Duration) string {
	s := int64(d / time.Second)
	out := strconv.FormatInt(s/60%60, 10) + ":" + two(s%60)
	switch h := s / 3600; {
	case h >= 24:
		out = strconv.FormatInt(h/24, 10) + "d " + two(h%24) + ":" + two(s/60%60) + ":" + two(s%60)
	case h > 0:
		out = strconv.FormatInt(h, 10) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	ms := int64(d % time.Second / time.Millisecond)
	switch {
	case step >= time.Second || step == 0:
	case step >= 100*time.Millisecond:
		out += "." + strconv.FormatInt(ms/100, 10)
	case step >= 10*time.Millisecond:
		out += "." + two(ms/10)
	default:
		out += "." + three(ms)
	}
	return out
}

// Ago is a length of time in at most six columns: "1.2 ms", "87 ms", "3.4 s",
// "7 min".
func Ago(d time.Duration) string {
	switch {
	case d > 0 && d < 10*time.Millisecond:
		return strconv.FormatInt(int64(d/time.Millisecond), 10) + "." + strconv.FormatInt(int64(d%time.Millisecond/(100*time.Microsecond)), 10) + " ms"
	case d < time.Second:
		return strconv.FormatInt(int64(d/time.Millisecond), 10) + " ms"
	case d < 10*time.Second:
		return strconv.FormatInt(int64(d/time.Second), 10) + "." + strconv.FormatInt(int64(d%time.Second/(100*time.Millisecond)), 10) + " s"
	case d < 2*time.Minute:
		return strconv.FormatInt(int64(d/time.Second), 10) + " s"
	case d < 2*time.Hour:
		return strconv.FormatInt(int64(d/time.Minute), 10) + " min"
	}
	return strconv.FormatInt(int64(d/time.Hour), 10) + " h"
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

func three(n int64) string {
	if n < 100 {
		return "0" + two(n)
	}
	return strconv.FormatInt(n, 10)
}
