package wire

import (
	"fmt"

	"skylab/engine/aws"
)

// Protocols are the names of the protocols that an operation's service speaks.
func Protocols(op *aws.Operation) (names []string) {
	for _, p := range byName(op.Service).protocols {
		names = append(names, fmt.Sprintf("%T%v", p, p))
	}
	return names
}

// EncodeIn is Encode in the protocol with that name.
func EncodeIn(name string, op *aws.Operation, in any) (*Request, error) {
	for _, p := range byName(op.Service).protocols {
		if fmt.Sprintf("%T%v", p, p) == name {
			return encodeWith(p, op, in)
		}
	}
	return nil, fmt.Errorf("%s does not speak %s", op.Service, name)
}

// EC2Names are what a member of EC2's is called in requests and in answers.
func EC2Names(m *aws.Member) (asked, told string) { return ec2Asks.name(m), ec2Tells.name(m) }

// EC2Left is an operation that knows what it leaves out by the names in requests.
var EC2Left = ec2Left

// Noun is what a type is called.
var Noun = noun
