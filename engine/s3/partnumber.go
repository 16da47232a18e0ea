package s3

import (
	"fmt"
	"strconv"

	"skylab/engine/aws"
)

// numbered is the part of an object that has a number, and how many there are: 0
// where the object came whole, which then is its first. The parts are counted
// from 1 in the order in which they make the object.
//
// fidelity: s3.part-number
func (o *Object) numbered(number int) (part span, count int, err error) {
	size := int64(len(o.Body))
	if number < 1 || number > maxPart {
		return span{}, 0, fail(400, "InvalidArgument", fmt.Sprintf("Part number must be an integer between 1 and %d, inclusive", maxPart),
			aws.Field{Name: "ArgumentName", Value: "partNumber"}, aws.Field{Name: "ArgumentValue", Value: strconv.Itoa(number)})
	}
	if number > max(1, len(o.Parts)) {
		return span{}, 0, fail(416, "InvalidPartNumber", "The requested partnumber is not satisfiable",
			aws.Field{Name: "ActualPartCount", Value: int64(max(1, len(o.Parts)))}, aws.Field{Name: "PartNumberRequested", Value: int64(number)})
	}
	if o.Parts == nil {
		return span{0, size, size, size > 0}, 0, nil // nothing is no range
	}
	part = span{size: size, asked: true}
	for _, n := range o.Parts[:number] {
		part.first, part.end = part.end, part.end+n
	}
	return part, len(o.Parts), nil
}

// asked is what of an object a reader asks for: a range of its bytes, or a part
// by its number; count is of its parts, 0 where the reader asks for none.
func (o *Object) asked(bytes string, number *int) (part span, count int, err error) {
	switch {
	case number == nil:
		part, err = ranged(bytes, int64(len(o.Body)))
		return part, 0, err
	case bytes != "":
		return span{}, 0, fail(400, "InvalidRequest", "Cannot specify both Range header and partNumber query parameter")
	}
	return o.numbered(*number)
}
