package sqs

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// MessageAttributeValue is an attribute as the API has it. AWS refuses lists.
type MessageAttributeValue struct {
	StringValue      string
	BinaryValue      []byte
	StringListValues []string
	BinaryListValues [][]byte
	DataType         string `aws:"required"`
}

// read are the attributes of a kind, "(user)" or "system", by name.
//
// fidelity: sqs.message-attributes
func read(kind string, given map[string]MessageAttributeValue) ([]aws.MessageAttribute, error) {
	if len(given) > maxAttributes {
		return nil, invalidValue("Number of message attributes [%d] exceeds the allowed maximum [%d].", len(given), maxAttributes)
	}
	var out []aws.MessageAttribute
	for _, name := range slices.Sorted(maps.Keys(given)) {
		lower := strings.ToLower(name)
		if strings.HasPrefix(lower, "aws.") || strings.HasPrefix(lower, "amazon.") {
			return nil, invalidValue("You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.")
		}
		if why := badName(name); why != "" {
			return nil, invalidValue("Message %s attribute name %s", kind, why)
		}
		a, err := given[name].read(kind, name)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// badName is why an attribute cannot have the name, "" if it can.
func badName(name string) string {
	switch {
	case len(name) > 256:
		return "must be shorter than 256 bytes."
	case strings.HasPrefix(name, "."):
		return "must not begin with character '.'."
	case strings.HasSuffix(name, "."):
		return "must not end with character '.'."
	case strings.Contains(name, ".."):
		return "must not have successive '.' characters."
	}
	return ""
}

// read is the attribute with that name and value.
func (v MessageAttributeValue) read(kind, name string) (aws.MessageAttribute, error) {
	a := aws.MessageAttribute{Name: name, DataType: v.DataType, Value: v.StringValue, Binary: v.BinaryValue}
	prefix, _, _ := strings.Cut(v.DataType, ".")
	binary := prefix == "Binary"
	switch {
	case len(v.StringListValues)+len(v.BinaryListValues) > 0:
		return a, aws.Errorf(400, "AWS.SimpleQueueService.UnsupportedOperation", "Message attribute list values in SendMessage operation are not supported.")
	case !binary && prefix != "String" && prefix != "Number":
		return a, invalidValue("The type of message %s attribute '%s' is invalid. You must use only the following supported type prefixes: Binary, Number, String.", kind, name)
	case v.StringValue != "" && len(v.BinaryValue) > 0:
		return a, invalidValue("Message %s attribute '%s' must have a single value.", kind, name)
	case binary && len(v.BinaryValue) == 0, !binary && v.StringValue == "":
		return a, invalidValue("Message %s attribute '%s' must contain a non-empty value of type '%s'.", kind, name, v.DataType)
	}
	if prefix == "Number" {
		if _, err := strconv.ParseFloat(v.StringValue, 64); err != nil {
			return a, invalidValue("Can't cast the value of message %s attribute '%s' to a number.", kind, name)
		}
	}
	return a, nil
}

// traceHeader is the one system attribute that a sender can set: X-Ray's.
const traceHeader = "AWSTraceHeader"

// readSystem are the system attributes of a message to be sent.
//
// fidelity: sqs.trace-header
func readSystem(given map[string]MessageAttributeValue) ([]aws.MessageAttribute, error) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if name != traceHeader {
			return nil, invalidValue("Message system attribute name '%s' is invalid.", name)
		}
	}
	if v, ok := given[traceHeader]; ok && v.DataType != "String" {
		return nil, invalidValue("The type of message system attribute '%s' is invalid. It must be String.", traceHeader)
	}
	return read("system", given)
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
