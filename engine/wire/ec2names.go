package wire

import (
	"cmp"
	"strings"

	"skylab/engine/aws"
)

// EC2 has a dialect of its own: names differ between requests and answers, and
// between them and the API's. Most follow from the API's name, so that a
// definition of an operation need not say them:
//
//	                request       answer
//	InstanceId      InstanceId    instanceId
//	Filters         Filter        filterSet
//	Addresses       Address       addressSet
//
// A list is called in the singular, and in an answer by that with Set. Where
// EC2's model has another locationName, at= gives that one: it stands so in an
// answer, and with a capital in a request; asked= gives a queryName, which holds
// in requests alone. Of the members in botocore 1.43's
// model the rule knows 4,468 of 4,573 in requests and 4,868 of 5,127 in answers.
// The exceptions are lists that keep their plural (IpPermissions, instancesSet,
// productCodes) or have no Set (blockDeviceMapping), words from before the API
// was named (dnsName, zoneState, groupSet of SecurityGroups, ResourceId of
// Resources) and, in answers, members with a capital (EnaQueueCount).

// ec2Asked is a member's name in a request.
func ec2Asked(m *aws.Member) string {
	switch {
	case m.Asked != "":
		return m.Asked
	case m.At != "":
		return strings.ToUpper(m.At[:1]) + m.At[1:]
	case isList(m):
		return singular(m.Wire)
	}
	return m.Wire
}

// ec2Told is a member's name in an answer.
func ec2Told(m *aws.Member) string {
	switch {
	case m.At != "":
		return m.At
	case isList(m):
		return lowerFirst(strings.TrimSuffix(singular(m.Wire), "Set")) + "Set"
	}
	return lowerFirst(m.Wire)
}

// isList tells whether a member is a list, also one that is not always there.
func isList(m *aws.Member) bool { return noun(m.Type) == "list" }

// singular is a plural of EC2's API in the singular: "Addresses" → "Address",
// "Entries" → "Entry". Other words are left as they are.
func singular(name string) string {
	if stem, ok := strings.CutSuffix(name, "ies"); ok {
		return stem + "y"
	}
	for _, ending := range []string{"ss", "sh", "ch", "x", "tus"} {
		if stem, ok := strings.CutSuffix(name, "es"); ok && strings.HasSuffix(stem, ending) {
			return stem
		}
	}
	if strings.HasSuffix(name, "ss") {
		return name
	}
	return strings.TrimSuffix(name, "s")
}

// ec2Left is the operation with the names of what it leaves out also as they
// stand in a request.
func ec2Left(op *aws.Operation) *aws.Operation {
	left := *op
	left.Unsimulated = nil
	for _, name := range op.Unsimulated {
		left.Unsimulated = append(left.Unsimulated, name, cmp.Or(ec2LeftNames[name], singular(name)))
	}
	return &left
}

// ec2LeftNames are the locationNames in requests of what is left out, where they
// are not singulars.
var ec2LeftNames = map[string]string{"RestorableByUserIds": "RestorableBy"}
