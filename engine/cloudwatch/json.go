package cloudwatch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"skylab/engine/aws"
)

// encode writes the JSON of notifications: members in their order, numbers as
// Java writes them, nothing escaped for HTML.
func encode(v any) string {
	var b bytes.Buffer
	write(&b, v)
	return b.String()
}

func write(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case string:
		quote(b, v)
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case int:
		b.WriteString(strconv.Itoa(v))
	case float64:
		b.WriteString(javaDouble(v))
	case raw:
		b.WriteString(string(v))
	case aws.Object:
		b.WriteByte('{')
		for i, f := range v {
			separate(b, i)
			quote(b, f.Name)
			b.WriteByte(':')
			write(b, f.Value)
		}
		b.WriteByte('}')
	case []string:
		writeList(b, v)
	case []float64:
		writeList(b, v)
	case []aws.Object:
		writeList(b, v)
	default:
		panic(fmt.Sprintf("cloudwatch: no JSON for %T", v))
	}
}

// raw is JSON already.
type raw string

func writeList[T any](b *bytes.Buffer, list []T) {
	b.WriteByte('[')
	for i, v := range list {
		separate(b, i)
		write(b, v)
	}
	b.WriteByte(']')
}

func separate(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func quote(b *bytes.Buffer, s string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic("cloudwatch: " + err.Error()) // a string always encodes
	}
	b.Truncate(b.Len() - 1) // Encode ends the line
}
