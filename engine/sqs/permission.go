package sqs

import (
	"regexp"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// AddPermissionInput adds a statement to a queue's policy.
type AddPermissionInput struct {
	QueueUrl      string   `aws:"required"`
	Label         string   `aws:"required"`
	AWSAccountIds []string `aws:"required"`
	Actions       []string `aws:"required"`
}

var accountForm = regexp.MustCompile(`^\d{12}$`)

// addPermission lets accounts do things to the queue.
//
// fidelity: sqs.add-permission
func (s *Service) addPermission(r *aws.Request, in *AddPermissionInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "AddPermission")
	if err != nil {
		return nil, err
	}
	if err := s.grantable(in); err != nil {
		return nil, err
	}
	if q.policy.Index(in.Label) >= 0 {
		return nil, invalidValue("Value %s for parameter Label is invalid. Reason: Already exists.", in.Label)
	}
	if n := len(q.policy.Statements) + 1; n > maxStatements {
		return nil, overLimit("%d Statements were found, maximum allowed is %d.", n, maxStatements)
	}
	next := q.policy
	if len(next.Statements) == 0 {
		next = access.Policy{Version: "2008-10-17", ID: q.arn + "/SQSDefaultPolicy"}
	}
	if err := next.Grant("sqs", in.Label, in.AWSAccountIds, in.Actions, q.arn); err != nil {
		return nil, err
	}
	if len(next.Text()) > maxPolicy {
		return nil, overLimit("Submitted policy is over max allowed size.")
	}
	q.policy, q.policyText = next, next.Text()
	return &Empty{}, nil
}

// granted are the actions that a permission may name (developer guide,
// AddPermission: the batches go with the action on one message).
func granted() []string {
	return []string{"*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl",
		"ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage"}
}

// grantable refuses a permission that no queue can give.
func (s *Service) grantable(in *AddPermissionInput) error {
	if named(in.Label, false) != nil {
		return invalidValue("Value %s for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length", in.Label)
	}
	switch n := len(in.Actions); {
	case n == 0:
		return aws.Errorf(400, "MissingParameter", "The request must contain the parameter Actions.")
	case n > maxActions:
		return overLimit("%d Actions were found, maximum allowed is %d.", n, maxActions)
	}
	for _, action := range in.Actions {
		if slices.Contains(granted(), action) {
			continue
		}
		why := "Please refer to the appropriate WSDL for a list of valid actions."
		if !strings.HasSuffix(action, "Batch") && slices.ContainsFunc(s.Operations(), func(op aws.Operation) bool { return op.Name == action }) {
			why = "Only the queue owner is allowed to invoke this action."
		}
		return invalidValue("Value SQS:%s for parameter ActionName is invalid. Reason: %s", action, why)
	}
	if len(in.AWSAccountIds) == 0 || slices.ContainsFunc(in.AWSAccountIds, func(id string) bool { return !accountForm.MatchString(id) }) {
		return invalidValue("Value [%s] for parameter PrincipalId is invalid. Reason: Unable to verify.", strings.Join(in.AWSAccountIds, ", "))
	}
	return nil
}

// RemovePermissionInput names a statement by its label.
type RemovePermissionInput struct {
	QueueUrl string `aws:"required"`
	Label    string `aws:"required"`
}

// removePermission takes a statement out of the queue's policy, and with the
// last one the policy.
//
// fidelity: sqs.add-permission
func (s *Service) removePermission(r *aws.Request, in *RemovePermissionInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "RemovePermission")
	if err != nil {
		return nil, err
	}
	if !q.policy.Revoke(in.Label) {
		where := ""
		if q.policyText != "" {
			where = " on existing policy"
		}
		return nil, invalidValue("Value %s for parameter Label is invalid. Reason: can't find label%s.", in.Label, where)
	}
	q.policyText = ""
	if len(q.policy.Statements) > 0 {
		q.policyText = q.policy.Text()
	}
	return &Empty{}, nil
}
