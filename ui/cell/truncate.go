package cell

// Ellipsis ends a text that was cut off.
const Ellipsis = "…"

// Truncate is s in at most w columns; if something is cut off, the last
// column is an ellipsis.
func Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	at, used := 0, 0 // at: how much fits beside the ellipsis
	for i := 0; i < len(s); {
		_, gw, size := Glyph(s[i:])
		if used+gw > w {
			return s[:at] + Ellipsis
		}
		used += gw
		i += size
		if used <= w-1 {
			at = i
		}
	}
	return s
}

// Pad is s truncated or filled with blanks to exactly w columns.
func Pad(s string, w int) string {
	s = Truncate(s, w)
	return s + blanks(w-Width(s))
}

// PadLeft is Pad with the blanks before the text: for numbers.
func PadLeft(s string, w int) string {
	s = Truncate(s, w)
	return blanks(w-Width(s)) + s
}

const manyBlanks = "                                                                                                                                "

func blanks(n int) string {
	out := ""
	for n > len(manyBlanks) {
		out, n = out+manyBlanks, n-len(manyBlanks)
	}
	return out + manyBlanks[:max(n, 0)]
}
