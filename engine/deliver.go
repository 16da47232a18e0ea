package engine

import (
	"strings"

	"skylab/engine/aws"
)

// deliveries hands what services send each other to the service that the
// target's ARN names.
type deliveries map[string]aws.Deliverer

// service is the deliverer for an ARN, or the refusal of one that nothing
// here can take.
func (d deliveries) service(arn string) (aws.Deliverer, *aws.Error) {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		if s := d[parts[2]]; s != nil {
			return s, nil
		}
	}
	return nil, aws.Errorf(400, "InvalidParameterValueException", "skylab cannot deliver to %s", arn)
}

// Accepts asks the target's service.
func (d deliveries) Accepts(m aws.Delivery) *aws.Error {
	s, err := d.service(m.Target)
	if err != nil {
		return err
	}
	return s.Accepts(m)
}

// Deliver hands the delivery to the target's service.
func (d deliveries) Deliver(m aws.Delivery) *aws.Error {
	s, err := d.service(m.Target)
	if err != nil {
		return err
	}
	return s.Deliver(m)
}
