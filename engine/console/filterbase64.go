package console

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// base64 writes its input in base64, or reads it. Lines are not wrapped unless
// -w says at which column, as on macOS; GNU's wraps at 76 without -w0.
func (f *filter) base64(args []string) (bad string) {
	const usage = "usage: … | base64 [-d] [-w COLUMNS]"
	decode, wrap := false, 0
	for i := 0; i < len(args); i++ {
		name, value, joined := strings.Cut(args[i], "=")
		if short, is := strings.CutPrefix(name, "-w"); is && short != "" {
			name, value, joined = "-w", short, true
		}
		switch name {
		case "-d", "-D", "--decode":
			decode = true
			continue
		case "-w", "--wrap":
		default:
			return usage
		}
		if !joined {
			if i++; i == len(args) {
				return usage
			}
			value = args[i]
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return "base64: invalid wrap size: ‘" + value + "’"
		}
		wrap = n
	}
	f.end = func() int {
		if decode {
			return f.decode()
		}
		text := base64.StdEncoding.EncodeToString(f.buf)
		for wrap > 0 && len(text) > wrap {
			fmt.Fprintln(f.out, text[:wrap])
			text = text[wrap:]
		}
		fmt.Fprintln(f.out, text)
		return 0
	}
	return ""
}

func (f *filter) decode() int {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(f.buf)), ""))
	if err != nil {
		fmt.Fprintln(f.err, "base64: invalid input")
		return 1
	}
	_, _ = f.out.Write(data) // a filter's output is memory
	return 0
}
