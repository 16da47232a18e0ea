package lambda

import (
	"regexp"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// AddPermissionInput follows AWS's model.
type AddPermissionInput struct {
	FunctionName          string `aws:"required,min=1,max=256,path"`
	StatementId           string `aws:"required,min=1,max=100,pattern=([a-zA-Z0-9-_]+)"`
	Action                string `aws:"required,pattern=(lambda:[*]|lambda:[a-zA-Z]+|[*])"`
	Principal             string `aws:"required,pattern=[^\\s]+"`
	SourceArn             string `aws:"pattern=arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"`
	SourceAccount         string `aws:"max=12,pattern=\\d{12}"`
	Qualifier             string `aws:"min=1,max=128,query"`
	RevisionId            string
	FunctionUrlAuthType   string `aws:"enum=NONE|AWS_IAM"`
	InvokedViaFunctionUrl bool
}

// AddPermissionOutput is the statement that was added, as a JSON string.
type AddPermissionOutput struct{ Statement string }

func (s *Service) addPermission(_ *aws.Request, in *AddPermissionInput) (*AddPermissionOutput, error) {
	t, err := s.policyOf(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	p := t.policy()
	if err := t.revised(in.RevisionId); err != nil {
		return nil, err
	}
	grant := statement{Sid: in.StatementId, Principal: in.Principal, Action: in.Action, SourceArn: in.SourceArn,
		SourceAccount: in.SourceAccount, AuthType: in.FunctionUrlAuthType, ViaURL: in.InvokedViaFunctionUrl}
	if err := grant.valid(); err != nil {
		return nil, err
	}
	if p.index(grant.Sid) >= 0 {
		return nil, refuse(409, "ResourceConflictException",
			"The statement id (%s) provided already exists. Please provide a new statement id, or remove the existing statement.", grant.Sid)
	}
	next := &policy{Statements: append(slices.Clone(p.Statements), grant)}
	if size := len(next.document(t.arn())); size > maxPolicy {
		return nil, refuse(400, "PolicyLengthExceededException", "The final policy size (%d) is bigger than the limit (%d).", size, maxPolicy)
	}
	text, err := grant.text(t.arn())
	if err != nil {
		return nil, err
	}
	t.f.policies[t.own()] = next
	s.touch(t)
	return &AddPermissionOutput{Statement: text}, nil
}

var principalForm = regexp.MustCompile(`^(\*|\d{12}|arn:aws:(iam|sts)::\d{12}:\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com)$`)

// valid refuses grants that AWS refuses (recorded by LocalStack against AWS,
// tests/aws/services/lambda_ test_lambda_permissions).
func (t statement) valid() error {
	if !principalForm.MatchString(t.Principal) {
		return invalid("The provided principal was invalid. Please check the principal and try again.")
	}
	if t.AuthType != "" && t.Action != "lambda:InvokeFunctionUrl" {
		return invalid("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action")
	}
	if t.ViaURL && t.Action != "lambda:InvokeFunction" {
		return invalid("InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action")
	}
	return nil
}

// RemovePermissionInput follows AWS's model.
type RemovePermissionInput struct {
	FunctionName string `aws:"required,min=1,max=256,path"`
	StatementId  string `aws:"required,min=1,max=100,path,pattern=([a-zA-Z0-9-_.]+)"`
	Qualifier    string `aws:"min=1,max=128,query"`
	RevisionId   string `aws:"query"`
}

// RemovePermissionOutput has no members.
type RemovePermissionOutput struct{}

func (s *Service) removePermission(_ *aws.Request, in *RemovePermissionInput) (*RemovePermissionOutput, error) {
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if s.functions[n.Function] == nil {
		return nil, refuse(404, "ResourceNotFoundException", "No policy found for: %s", functionARN(n.Function))
	}
	t, err := s.policyOf(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	p := t.policy()
	if len(p.Statements) == 0 {
		return nil, refuse(404, "ResourceNotFoundException", "No policy is associated with the given resource.")
	}
	if err := t.revised(in.RevisionId); err != nil {
		return nil, err
	}
	i := p.index(in.StatementId)
	if i < 0 {
		return nil, refuse(404, "ResourceNotFoundException", "Statement %s is not found in resource policy.", in.StatementId)
	}
	t.f.policies[t.own()] = &policy{slices.Delete(slices.Clone(p.Statements), i, i+1)}
	s.touch(t)
	return &RemovePermissionOutput{}, nil
}

// GetPolicyOutput is the policy as a JSON string.
type GetPolicyOutput struct{ Policy, RevisionId string }

// getPolicy has another text than removePermission for what has no policy
// (recorded by github localstack/localstack, test_lambda_api.snapshot.json,
// 2023-11-20; so have the other operations on policies and URLs).
func (s *Service) getPolicy(_ *aws.Request, in *FunctionInput) (*GetPolicyOutput, error) {
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if s.functions[n.Function] == nil {
		return nil, notFound(functionARN(n.Function))
	}
	t, there := s.lookup(n)
	if !there || len(t.policy().Statements) == 0 {
		return nil, noResource()
	}
	return &GetPolicyOutput{Policy: t.policy().document(t.arn()), RevisionId: t.revision()}, nil
}

// policyOf is that whose policy is to be changed.
func (s *Service) policyOf(functionName, qualifier string) (target, error) {
	if qualifier == latest || strings.HasSuffix(functionName, ":"+latest) {
		return target{}, invalid("We currently do not support adding policies for $LATEST.")
	}
	return s.findAlias(functionName, qualifier)
}

func (p *policy) index(sid string) int {
	return slices.IndexFunc(p.Statements, func(t statement) bool { return t.Sid == sid })
}

// revised refuses a RevisionId that is not that of the version or the alias
// to which the policy belongs (tests/aws/services/lambda_/test_lambda_api.py of
// github localstack/localstack, validated against AWS).
func (t target) revised(id string) error {
	if id == "" || id == t.revision() {
		return nil
	}
	return stale()
}
