package quiz

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// longest bounds what is taken for a typed number.
const longest = 80

// ParseNumber reads a number as people type it, in the wanted unit (which may
// be ""): 1500, 1,500, 1_500, 1 500, 1.5e3, -2, ~3, 20%, $0.20, 2.5 s, 1m30s.
// Units of the same kind are converted. A single comma that cannot separate
// thousands is a decimal comma: 1,5 is one and a half, 1,500 is fifteen
// hundred. The result is finite. An error says what to type instead.
func ParseNumber(s, unit string) (float64, error) {
	text := typed(s)
	switch {
	case text == "" && unit == "":
		return 0, errors.New("type a number")
	case text == "":
		return 0, fmt.Errorf("type a number, in %s", unit)
	case len(text) > longest:
		return 0, errors.New("that is too long for a number")
	}
	sign, rest := 1.0, strings.TrimLeft(text, "~≈ ")
	currency := ""
	for {
		if after, ok := strings.CutPrefix(rest, "-"); ok && sign > 0 {
			sign, rest = -1, strings.TrimSpace(after)
		} else if word := leadingCurrency(rest); word != "" && currency == "" {
			currency, rest = word, strings.TrimSpace(rest[len(word):])
		} else {
			break
		}
	}
	if len(text) > 0 && sign > 0 && currency == "" {
		rest = strings.TrimPrefix(rest, "+")
	}
	v, err := sum(rest, currency, unit, s)
	if err != nil {
		return 0, err
	}
	if v = sign * v; math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, fmt.Errorf("%q is too large", strings.TrimSpace(s))
	}
	return v + 0, nil // no negative zero
}

// typed brings the many spaces and minus signs of keyboards to one of each.
func typed(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u2007', '\u2009', '\u202f', '\t', '\'', '’':
			return ' '
		case '−', '–':
			return '-'
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

func leadingCurrency(s string) string {
	for _, word := range []string{"US$", "us$", "USD", "usd", "$"} {
		if strings.HasPrefix(s, word) {
			return word
		}
	}
	return ""
}

// sum reads one number with its unit, or several if they are times: 1m30s.
func sum(text, currency, unit, typed string) (float64, error) {
	total := 0.0
	for parts := 1; ; parts++ {
		digits, rest := leadingNumber(text)
		if digits == "" {
			return 0, fmt.Errorf("%q is not a number: type digits, like 3 or 2.5", strings.TrimSpace(typed))
		}
		v, err := plain(digits)
		if err != nil {
			return 0, err
		}
		word := rest
		if i := strings.IndexAny(rest, "0123456789"); i >= 0 {
			word = rest[:i]
		}
		text = rest[len(word):]
		if word = strings.TrimSpace(word); word == "" {
			word = currency
		} else if currency != "" {
			return 0, fmt.Errorf("%q has two units: type one", strings.TrimSpace(typed))
		}
		if (parts > 1 || text != "") && measures[unitWord(word)].kind != "a time" {
			return 0, fmt.Errorf("%q is more than one number: type one", strings.TrimSpace(typed))
		}
		if v, err = convert(v, word, unit); err != nil {
			return 0, err
		}
		total += v
		if text == "" {
			return total, nil
		}
	}
}

// leadingNumber cuts the digits, separators and exponent off the front.
func leadingNumber(s string) (number, rest string) {
	end := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			end = i + 1
		case strings.IndexByte("_,. ", c) < 0:
			i = len(s)
		}
	}
	if end == 0 {
		return "", s
	}
	if end < len(s) && s[end] == '.' {
		return s[:end], s[end+1:] // a full stop
	}
	return s[:end+exponent(s[end:])], s[end+exponent(s[end:]):]
}

// exponent is the length of an exponent at the front of s, or 0.
func exponent(s string) int {
	if s == "" || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	i := 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	first := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == first {
		return 0
	}
	return i
}

// plain reads digits with separators.
func plain(s string) (float64, error) {
	unclear := fmt.Errorf("%q is unclear: write it without separators, like 1500 or 1500.5", strings.TrimSpace(s))
	mantissa, exp := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exp = s[:i], s[i:]
	}
	whole, fraction, hasPoint := strings.Cut(mantissa, ".")
	if !hasPoint && decimalComma(mantissa) {
		whole, fraction, hasPoint = strings.Cut(mantissa, ",")
	}
	whole, ok := ungroup(whole)
	if !ok {
		return 0, unclear
	}
	if hasPoint {
		digits := strings.ReplaceAll(fraction, "_", "")
		if strings.ContainsAny(digits, ",. ") {
			return 0, unclear
		}
		whole += "." + digits
	}
	v, err := strconv.ParseFloat(whole+exp, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%q is too large", strings.TrimSpace(s))
	} else if err != nil {
		return 0, unclear
	}
	return v, nil
}

// decimalComma tells whether the one comma in s cannot separate thousands.
func decimalComma(s string) bool {
	left, right, found := strings.Cut(s, ",")
	if !found || strings.ContainsAny(right, ", _") || strings.ContainsAny(left, " _") {
		return false
	}
	return len(right) != 3 || len(left) > 3 || left == "" || strings.HasPrefix(left, "0")
}

// ungroup drops the separators of thousands; commas and spaces must stand
// before groups of exactly three digits.
func ungroup(s string) (string, bool) {
	s = strings.ReplaceAll(s, "_", "")
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	if len(groups) != 1+strings.Count(s, ",")+strings.Count(s, " ") {
		return "", s == ""
	}
	for i, g := range groups {
		if len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}
