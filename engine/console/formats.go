package console

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// writeJSON prints a tree as the CLI does: json.dump with an indent of four
// and no escaping of what is not ASCII. An empty object prints nothing.
func writeJSON(w io.Writer, v any) {
	if o, ok := v.(aws.Object); ok && len(o) == 0 {
		return
	}
	var b strings.Builder
	jsonInto(&b, v, "\n")
	fmt.Fprintln(w, b.String())
}

func jsonInto(b *strings.Builder, v any, newline string) {
	switch v := v.(type) {
	case aws.Object:
		if len(v) == 0 {
			b.WriteString("{}")
			return
		}
		b.WriteByte('{')
		for i, f := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(newline + "    ")
			jsonText(b, f.Name)
			b.WriteString(": ")
			jsonInto(b, f.Value, newline+"    ")
		}
		b.WriteString(newline + "}")
	case []any:
		if len(v) == 0 {
			b.WriteString("[]")
			return
		}
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(newline + "    ")
			jsonInto(b, e, newline+"    ")
		}
		b.WriteString(newline + "]")
	case string:
		jsonText(b, v)
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	default:
		b.WriteString(pyString(v))
	}
}

// jsonText quotes a string as Python's json module does without ensure_ascii.
func jsonText(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, c := range s {
		switch c {
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteString(`\\`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		default:
			if c < 0x20 {
				fmt.Fprintf(b, `\u%04x`, c)
				continue
			}
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
}
