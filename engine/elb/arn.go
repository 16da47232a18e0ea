package elb

import (
	"fmt"
	"strings"

	"skylab/engine/aws"
)

// service is how ARNs and actions call Elastic Load Balancing.
const service = "elasticloadbalancing"

// newID draws the identifier of a kind of resource, in the form of AWS's. Each
// kind has its own stream.
func (s *Service) newID(kind string) string { return aws.RandomHex(s.k.Stream("elb."+kind), 16) }

// dnsName is the name of a new load balancer.
func (s *Service) dnsName(name, scheme string) string {
	n := fmt.Sprintf("%s-%d%s", name, 100_000_000+s.k.Stream("elb.names").IntN(2_000_000_000), domain)
	if scheme == internal {
		n = "internal-" + n
	}
	return n
}

// pathOf is what follows a prefix in an ARN of the service's ("loadbalancer/"),
// or AWS's refusal of an ARN of something else.
func pathOf(arn, prefix, what string) (string, *aws.Error) {
	p, ok := strings.CutPrefix(arn, aws.ARN(service, prefix))
	if !ok || p == "" {
		return "", invalid("'%s' is not a valid %s ARN", arn, what)
	}
	return p, nil
}

// invalid is the commonest refusal.
func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ValidationError", format, args...)
}

// configuration refuses settings that do not go together.
func configuration(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidConfigurationRequest", format, args...)
}

// unsimulated says that AWS has what this world lacks.
func unsimulated(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "NotSimulated", "skylab does not simulate "+format, args...)
}

// Empty is the answer of operations that return nothing.
type Empty struct{}
