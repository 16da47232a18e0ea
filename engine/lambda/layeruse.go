package lambda

import (
	"regexp"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// setLayers takes the layers of a function: five at most, and no more than
// 250 MB together with its own package (1.1, 1.2 [DQ], 6.5 [LS]).
func (s *Service) setLayers(r *release, arns []string) error {
	if arns == nil {
		return nil
	}
	if len(arns) > maxLayers {
		return invalid("Cannot reference more than %d layers.", maxLayers)
	}
	r.Layers, r.layers = nil, nil
	for i, arn := range arns {
		if err := layerForm(arn); err != nil {
			return err
		}
		_, v := s.layerOf(arn)
		if v == nil {
			return invalid("Layer version %s does not exist.", arn)
		}
		if other := slices.IndexFunc(arns[:i], func(a string) bool { return sameLayer(a, arn) }); other >= 0 {
			return invalid("Two different versions of the same layer are not allowed to be referenced in the same function. %s and %s are versions of the same layer.", arns[other], arn)
		}
		r.Layers = append(r.Layers, arn)
		r.layers = append(r.layers, v.code)
	}
	return nil
}

// layerARNForm is the ARN of a layer's version.
var layerARNForm = regexp.MustCompile(`^arn:aws:lambda:([a-z0-9-]+):\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+$`)

// layerForm refuses what is no layer of this Region (github
// localstack/localstack, services/lambda_/provider.py).
func layerForm(arn string) error {
	switch m := layerARNForm.FindStringSubmatch(arn); {
	case m == nil:
		return aws.Errorf(400, "ValidationException", "1 validation error detected: Value '[%s]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 140, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: "+
			`(arn:[a-zA-Z0-9-]+:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+), Member must not be null]`, arn)
	case m[1] != aws.Region:
		return invalid("Layers are not in the same region as the function. Layers are expected to be in region %s.", aws.Region)
	}
	return nil
}

func sameLayer(a, b string) bool {
	return a[:strings.LastIndexByte(a, ':')] == b[:strings.LastIndexByte(b, ':')]
}

// fit refuses a package that is too big together with its layers.
func (r *release) fit() error {
	if r.code == nil {
		return nil
	}
	total := r.code.Unzipped
	for _, c := range r.layers {
		total += c.Unzipped
	}
	if len(r.layers) > 0 && total > maxUnzipped {
		return invalid("Function code combined with layers exceeds the maximum allowed size of %d bytes. The actual size is %d bytes.", maxUnzipped, total)
	}
	return nil
}

// zipped is what has to be fetched for an environment, in bytes.
func (r *release) zipped() int64 {
	n := r.code.Size
	for _, c := range r.layers {
		n += c.Size
	}
	return n
}
