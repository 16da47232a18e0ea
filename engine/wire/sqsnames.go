package wire

import (
	"strings"

	"skylab/engine/aws"
)

// sqsStyle is SQS's way with the Query protocol, from before it spoke JSON: no
// list and no map has a wrapper, and each is called by its elements,
// "AttributeName.1=All" or "MessageAttribute.1.Name=k". Source: the last model of
// SQS in botocore whose protocol was query.
func sqsStyle(op *aws.Operation) style {
	return style{flat: true, times: queryStyle.times, entry: sqsEntry,
		name: func(m *aws.Member) string { return sqsName(op, m) }}
}

func sqsName(op *aws.Operation, m *aws.Member) string {
	if k := noun(m.Type); k != "list" && k != "map" {
		return m.Wire
	}
	switch name := strings.ToUpper(m.Wire[:1]) + m.Wire[1:]; {
	case name == "Entries":
		return op.Name + "RequestEntry"
	case name == "Successful", name == "Results":
		return op.Name + "ResultEntry"
	case name == "Failed":
		return "BatchResultErrorEntry"
	case name == "Actions":
		return "ActionName"
	case name == "Tags" && op.Name == "TagQueue":
		return name
	default:
		return singular(name)
	}
}

func sqsEntry(m *aws.Member) (key, value string) {
	if strings.EqualFold(m.Wire, "Tags") {
		return "Key", "Value"
	}
	return "Name", "Value"
}
