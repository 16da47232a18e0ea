package sns

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// The two places that a filter policy looks at.
const (
	scopeAttributes = "MessageAttributes"
	scopeBody       = "MessageBody"
)

// settings are a subscription's attributes that may be set.
type settings struct {
	raw        bool // the message alone is delivered, without the envelope
	filter     filter
	scope      string
	redrive    string // the RedrivePolicy as it was given
	deadLetter string // the queue that it names
}

// configure sets up a new subscription from the attributes of Subscribe.
func (s *subscription) configure(attributes map[string]string, t *topic) error {
	// The scope first: it decides what a filter policy may be.
	names := slices.Sorted(maps.Keys(attributes))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range names {
		known, err := s.set(name, attributes[name], "Attributes Reason: ", t)
		if err != nil {
			return err
		}
		if !known {
			return invalid("Attributes Reason: Unknown attribute: %s", name)
		}
	}
	return nil
}

func rank(name string) int {
	if name == "FilterPolicyScope" {
		return 0
	}
	return 1
}

// set changes an attribute and tells whether there is one of that name; at
// goes in front of what is wrong with the value.
//
// fidelity: sns.subscription-attributes
func (s *subscription) set(name, value, at string, t *topic) (known bool, err error) {
	switch name {
	case "RawMessageDelivery":
		err = s.setRaw(value, at)
	case "FilterPolicy":
		var f filter
		if f, err = parseFilter(value, s.scope, at); err == nil {
			s.filter = f
		}
	case "FilterPolicyScope":
		err = s.setScope(value, at)
	case "RedrivePolicy":
		err = s.setRedrive(value, at, t)
	case "DeliveryPolicy", "SubscriptionRoleArn", "ReplayPolicy":
		err = aws.Errorf(501, "NotImplemented", "skylab does not simulate the subscription attribute %s", name)
	default:
		return false, nil
	}
	return true, err
}

func (s *subscription) setRaw(value, at string) error {
	raw, err := strconv.ParseBool(strings.ToLower(value))
	if err != nil || len(value) < len("true") {
		return invalid("%sRawMessageDelivery: Invalid value [%s]. Must be true or false.", at, value)
	}
	if raw && s.protocol != "sqs" && s.protocol != "http" && s.protocol != "https" {
		return invalid("%sDelivery protocol [%s] does not support raw message delivery.", at, s.protocol)
	}
	s.raw = raw
	return nil
}

func (s *subscription) setScope(value, at string) error {
	if value != scopeAttributes && value != scopeBody {
		return invalid("%sFilterPolicyScope: Invalid value [%s]. Please use either MessageBody or MessageAttributes", at, value)
	}
	if _, err := parseFilter(s.filter.text, value, at); err != nil {
		return err
	}
	s.scope = value
	return nil
}

// setRedrive names the queue for what cannot be delivered; an empty policy
// takes it away.
func (s *subscription) setRedrive(value, at string, t *topic) error {
	if value == "" || value == "{}" {
		s.redrive, s.deadLetter = "", ""
		return nil
	}
	var doc struct {
		DeadLetterTargetArn string `json:"deadLetterTargetArn"`
	}
	if json.Unmarshal([]byte(value), &doc) != nil {
		return invalid("%sRedrivePolicy: failed to parse JSON.", at)
	}
	if p := strings.Split(doc.DeadLetterTargetArn, ":"); len(p) != 6 || p[0] != "arn" || p[2] != "sqs" {
		return invalid("%sRedrivePolicy: deadLetterTargetArn is an invalid arn", at)
	}
	if t.fifo && strings.HasSuffix(s.endpoint, ".fifo") && !strings.HasSuffix(doc.DeadLetterTargetArn, ".fifo") {
		return invalid("%sRedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.", at)
	}
	s.redrive, s.deadLetter = value, doc.DeadLetterTargetArn
	return nil
}

// fits tells whether the attributes that were given are those that the
// subscription has.
func (s *settings) fits(asked *settings, given map[string]string) bool {
	for name := range given {
		if name == "RawMessageDelivery" && s.raw != asked.raw || name == "FilterPolicy" && s.filter.text != asked.filter.text ||
			name == "FilterPolicyScope" && s.scope != asked.scope || name == "RedrivePolicy" && s.redrive != asked.redrive {
			return false
		}
	}
	return true
}
