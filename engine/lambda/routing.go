package lambda

import (
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// point aims the alias at a version and, with a routing, at a second one.
func (f *function) point(a *alias, version string, routing *AliasRoutingConfiguration) error {
	if f.version(version) == nil {
		return notFound(f.ARN + ":" + version)
	}
	other, weight := "", 0.0
	if routing != nil {
		if len(routing.AdditionalVersionWeights) > 1 {
			return invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
		}
		for label, w := range routing.AdditionalVersionWeights { // one at most
			other, weight = label, w
		}
	} else if a.Other != version {
		other, weight = a.Other, a.Weight
	}
	if other == "" {
		a.Version, a.Other, a.Weight = version, "", 0
		return nil
	}
	if err := f.routable(version, other, weight); err != nil {
		return err
	}
	a.Version, a.Other, a.Weight = version, other, weight
	return nil
}

// routable refuses two versions that an alias cannot point to together
// (1.5 [BC, OLD]; 6.5 [LS]; github localstack/localstack,
// test_lambda_api.snapshot.json, recorded 2023-11-20).
func (f *function) routable(version, other string, weight float64) error {
	const constraint = "1 validation error detected: Value '{%s=%s}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "
	second := f.version(other)
	switch {
	case !digits(other):
		return aws.Errorf(400, "ValidationException", constraint+"Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]", other, decimal(weight))
	case weight < 0 || weight > 1:
		return aws.Errorf(400, "ValidationException", constraint+"Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]", other, decimal(weight))
	case version == latest:
		return invalid("$LATEST is not supported for an alias pointing to more than 1 version")
	case version == other:
		return invalid("Invalid function version %s. Function version %s is already included in routing configuration.", other, other)
	case second == nil:
		return notFound(f.ARN + ":" + other)
	case second.config.Role != f.version(version).config.Role:
		return invalid("Versions in an alias's routing configuration must have the same role")
	case second.config.DeadLetter != f.version(version).config.DeadLetter:
		return invalid("Versions in an alias's routing configuration must have the same dead-letter queue configuration, or no dead-letter queue configuration")
	}
	return nil
}

// decimal is a weight as AWS writes it: 2.0 and 0.25.
func decimal(weight float64) string {
	s := strconv.FormatFloat(weight, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
