package sns

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// MessageAttributeValue is an attribute as a publisher gives it.
type MessageAttributeValue struct {
	DataType    string
	StringValue string
	BinaryValue []byte
}

// readAttributes are the attributes in the order of their names, as a map has
// no other.
func readAttributes(given map[string]MessageAttributeValue, at string) ([]aws.MessageAttribute, error) {
	var out []aws.MessageAttribute
	for _, name := range slices.Sorted(maps.Keys(given)) {
		v := given[name]
		if v.DataType == "" {
			return nil, aws.Errorf(400, "ValidationError", "1 validation error detected: Value null at '%smessageAttributes.%s.member.dataType' "+
				"failed to satisfy constraint: Member must not be null", at, name)
		}
		if why := v.error(name); why != "" {
			return nil, aws.Errorf(400, "ParameterValueInvalid", "%s", why)
		}
		out = append(out, aws.MessageAttribute{Name: name, DataType: v.DataType, Value: v.StringValue, Binary: v.BinaryValue})
	}
	return out, nil
}

// error says what is wrong with an attribute, in SNS's words as recorded.
//
// fidelity: sns.message-attributes
func (v MessageAttributeValue) error(name string) string {
	if why := nameError(name); why != "" {
		return why
	}
	kind, _, _ := strings.Cut(v.DataType, ".")
	switch kind {
	case "Binary":
		if v.StringValue != "" {
			return fmt.Sprintf("The message attribute '%s' with type 'Binary' must use field 'Binary'.", name)
		}
		if len(v.BinaryValue) == 0 {
			return empty(name, v.DataType)
		}
	case "String", "Number":
		if len(v.BinaryValue) > 0 {
			return fmt.Sprintf("The message attribute '%s' with type '%s' must use field 'String'.", name, v.DataType)
		}
		if v.StringValue == "" {
			return empty(name, v.DataType)
		}
	default:
		return fmt.Sprintf("The message attribute '%s' has an invalid message attribute type, "+
			"the set of supported type prefixes is Binary, Number, and String.", name)
	}
	return ""
}

func empty(name, dataType string) string {
	return fmt.Sprintf("The message attribute '%s' must contain non-empty message attribute value for message attribute type '%s'.", name, dataType)
}

func nameError(name string) string {
	switch {
	case len(name) >= 256:
		return "Length of message attribute name must be less than 256 bytes."
	case strings.HasPrefix(name, "."):
		return "Invalid message attribute name starting with character '.' was found."
	case strings.HasSuffix(name, "."):
		return "Invalid message attribute name ending with character '.' was found."
	case strings.Contains(name, ".."):
		return "Message attribute name can not have successive '.' character."
	}
	for _, c := range name {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.", c) {
			return fmt.Sprintf("Invalid non-alphanumeric character '#x%X' was found in the message attribute name. "+
				"Can only include alphanumeric characters, hyphens, underscores, or dots.", c)
		}
	}
	return ""
}

// weight is what attributes count towards the size of a message: names, types
// and values (developer guide, message attributes).
func weight(list []aws.MessageAttribute) int {
	n := 0
	for _, a := range list {
		n += len(a.Name) + len(a.DataType) + len(a.Value) + len(a.Binary)
	}
	return n
}
