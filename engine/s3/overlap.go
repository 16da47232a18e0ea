package s3

import "strings"

// eventTypes are what a configuration may name [BC]. Of these only
// ObjectCreated:Put, ObjectCreated:Copy, ObjectCreated:CompleteMultipartUpload
// and ObjectRemoved:Delete ever happen here; the others wait for ever, as they
// do on AWS where the feature is off.
func eventTypes() []string {
	return []string{
		"s3:ReducedRedundancyLostObject", "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post",
		"s3:ObjectCreated:Copy", "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete",
		"s3:ObjectRemoved:DeleteMarkerCreated", "s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed",
		"s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:Replication:OperationNotTracked",
		"s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold", "s3:ObjectRestore:Delete",
		"s3:LifecycleTransition", "s3:IntelligentTiering", "s3:ObjectAcl:Put", "s3:LifecycleExpiration:*",
		"s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated", "s3:ObjectTagging:*",
		"s3:ObjectTagging:Put", "s3:ObjectTagging:Delete",
	}
}

// unambiguous refuses configurations of which two could want the same event,
// be they for a topic, a queue or a function.
//
// fidelity: s3.notification-overlap
func unambiguous(list []configuration) error {
	for i := range list {
		for j := range i {
			if list[i].ID != "" && list[i].ID == list[j].ID {
				return fail(400, "InvalidArgument", "Same ID used for multiple configurations. IDs must be unique")
			}
			if list[i].overlaps(list[j]) {
				return fail(400, "InvalidArgument", "Configuration is ambiguously defined. Cannot have overlapping suffixes "+
					"in two rules if the prefixes are overlapping for the same event type.")
			}
		}
	}
	return nil
}

// overlaps tells whether a key could exist of which both want the same event:
// one prefix begins with the other, and one suffix ends with the other.
func (c configuration) overlaps(d configuration) bool {
	p, q := c.rule("Prefix"), d.rule("Prefix")
	s, t := c.rule("Suffix"), d.rule("Suffix")
	if !strings.HasPrefix(p, q) && !strings.HasPrefix(q, p) || !strings.HasSuffix(s, t) && !strings.HasSuffix(t, s) {
		return false
	}
	for _, a := range c.Events {
		for _, b := range d.Events {
			if includes(a, b) || includes(b, a) {
				return true
			}
		}
	}
	return false
}

// rule is the value of the rule with that name, or "".
func (c configuration) rule(name string) string {
	if c.Filter == nil {
		return ""
	}
	for _, r := range c.Filter.Key.FilterRules {
		if r.Name == name {
			return r.Value
		}
	}
	return ""
}

// includes tells whether an event type that may end in * includes another.
func includes(pattern, event string) bool {
	if stem, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(event, stem)
	}
	return pattern == event
}

// wants tells whether the configuration is to be told of an event ("s3:…") on
// a key.
func (c configuration) wants(event, key string) bool {
	if !strings.HasPrefix(key, c.rule("Prefix")) || !strings.HasSuffix(key, c.rule("Suffix")) {
		return false
	}
	for _, e := range c.Events {
		if includes(e, event) {
			return true
		}
	}
	return false
}
