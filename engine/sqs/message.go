package sqs

import (
	"crypto/md5" //nolint:gosec // SQS's digests are MD5
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// messagePlace is where a message is.
type messagePlace uint8

const (
	visible messagePlace = iota
	inFlight
	delayed
)

// message is one message of a queue.
type message struct {
	number     uint64
	id, body   string
	sender     string
	attributes []aws.MessageAttribute
	group      string
	dedup      string
	sent       sim.Time
	first      sim.Time // when it was first received
	received   int
	source     string // ARN of the queue from which it was moved here
	state      messagePlace
	until      sim.Time // in flight or delayed: when it becomes visible
	round      int      // counts changes of place: what was due before is void
	receipt    string   // the newest
}

// size is what counts against the limits: body and attributes, in bytes.
func (m *message) size() int64 {
	n := len(m.body)
	for _, a := range m.attributes {
		n += len(a.Name) + len(a.DataType) + len(a.Value) + len(a.Binary)
	}
	return int64(n)
}

// MessageAttributeValue is an attribute as the API has it.
type MessageAttributeValue struct {
	StringValue string
	BinaryValue []byte
	DataType    string `aws:"required"`
}

// read are the attributes by name.
func read(given map[string]MessageAttributeValue) ([]aws.MessageAttribute, error) {
	if len(given) > maxAttributes {
		return nil, invalidValue("Number of message attributes [%d] exceeds the allowed maximum [%d].", len(given), maxAttributes)
	}
	var out []aws.MessageAttribute
	for _, name := range slices.Sorted(maps.Keys(given)) {
		v := given[name]
		kind, _, _ := strings.Cut(v.DataType, ".")
		switch {
		case kind != "String" && kind != "Number" && kind != "Binary":
			return nil, invalidValue("The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.", name)
		case kind == "Binary" && len(v.BinaryValue) == 0, kind != "Binary" && v.StringValue == "":
			return nil, invalidValue("The message attribute '%s' must contain non-empty message attribute value for message attribute type '%s'.", name, v.DataType)
		}
		if kind == "Number" {
			if _, err := strconv.ParseFloat(v.StringValue, 64); err != nil {
				return nil, invalidValue("Can't cast the value of message attribute '%s' to a number.", name)
			}
		}
		out = append(out, aws.MessageAttribute{Name: name, DataType: v.DataType, Value: v.StringValue, Binary: v.BinaryValue})
	}
	return out, nil
}

// shown are the attributes that a receiver asked for.
func shown(attributes []aws.MessageAttribute) map[string]MessageAttributeValue {
	if len(attributes) == 0 {
		return nil
	}
	out := map[string]MessageAttributeValue{}
	for _, a := range attributes {
		out[a.Name] = MessageAttributeValue{StringValue: a.Value, BinaryValue: a.Binary, DataType: a.DataType}
	}
	return out
}

// asked are the attributes that a receiver wants, by name.
func asked(attributes []aws.MessageAttribute, names []string) []aws.MessageAttribute {
	return slices.DeleteFunc(slices.Clone(attributes), func(a aws.MessageAttribute) bool { return !wanted(names, a.Name) })
}

// wanted tells whether a name is among those asked for: All, .*, a prefix
// with .*, or itself.
func wanted(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		prefix, open := strings.CutSuffix(n, ".*")
		return n == "All" || n == name || open && strings.HasPrefix(name, prefix)
	})
}

func digest(data []byte) string {
	sum := md5.Sum(data) //nolint:gosec // as SQS does
	return hex.EncodeToString(sum[:])
}

// digestOf is the MD5 of message attributes in SQS's encoding (developer
// guide, "Calculating the MD5 message digest for message attributes"), "" for
// none.
func digestOf(attributes []aws.MessageAttribute) string {
	if len(attributes) == 0 {
		return ""
	}
	sorted := slices.SortedFunc(slices.Values(attributes), func(a, b aws.MessageAttribute) int { return strings.Compare(a.Name, b.Name) })
	var b []byte
	put := func(text []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text))) //nolint:gosec // below 1 MiB
		b = append(b, text...)
	}
	for _, a := range sorted {
		put([]byte(a.Name))
		put([]byte(a.DataType))
		if strings.HasPrefix(a.DataType, "Binary") {
			b = append(b, 2)
			put(a.Binary)
			continue
		}
		b = append(b, 1)
		put([]byte(a.Value))
	}
	return digest(b)
}
