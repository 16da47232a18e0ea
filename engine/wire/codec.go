package wire

import (
	"slices"

	"skylab/engine/aws"
)

// decoder reads requests into inputs.
type decoder interface {
	// decode fills in, a pointer to the operation's input.
	decode(s *service, op *aws.Operation, r *Request, in any) error
}

// encoder writes requests, as a client does, and answers.
type encoder interface {
	request(s *service, op *aws.Operation, in any) (*Request, error)
	response(s *service, op *aws.Operation, out any, requestID string) *Response
	failure(s *service, op *aws.Operation, err *aws.Error, requestID string) *Response
}

// Codec finds the operations that requests ask for, and speaks their protocols.
// It is safe for concurrent use.
type Codec struct {
	// operations are those of each service, by name.
	operations map[string]map[string]*aws.Operation
	// places are the REST operations of each service, most specific first.
	places map[string][]*aws.Operation
}

// New makes a codec for the operations of a world. Hidden ones belong to no
// service of AWS's and have no protocol.
func New(ops []*aws.Operation) *Codec {
	c := &Codec{operations: map[string]map[string]*aws.Operation{}, places: map[string][]*aws.Operation{}}
	for _, op := range ops {
		if op.Hidden {
			continue
		}
		if c.operations[op.Service] == nil {
			c.operations[op.Service] = map[string]*aws.Operation{}
		}
		c.operations[op.Service][op.Name] = op
		if s := byName(op.Service); s != nil && s.rest() {
			c.places[op.Service] = append(c.places[op.Service], op)
		}
	}
	for _, ops := range c.places {
		slices.SortStableFunc(ops, moreSpecific)
	}
	return c
}

func byName(name string) *service {
	for _, s := range services {
		if s.name == name {
			return s
		}
	}
	return nil
}

// Encode writes a call as a client of AWS's would, in the newest protocol of the
// service, with the scope of a signature and no signature. What it writes is
// what Decode reads: the proof of both.
func (c *Codec) Encode(op *aws.Operation, in any) (*Request, error) {
	return encodeWith(byName(op.Service).protocols[0], op, in)
}

func encodeWith(p protocol, op *aws.Operation, in any) (*Request, error) {
	r, err := p.request(byName(op.Service), op, in)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=skylab/20260101/"+aws.Region+"/"+byName(op.Service).signing+"/aws4_request, SignedHeaders=host, Signature=0")
	return r, nil
}
