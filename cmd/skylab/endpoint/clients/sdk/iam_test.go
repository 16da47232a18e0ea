package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func TestIAM(t *testing.T) {
	w := serve(t, "iam")
	c := iam.NewFromConfig(w.config())
	for _, name := range []string{"a", "b", "c"} {
		do(w, c.CreateRole, &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: str(trust), Description: str("größe & more"), Path: str("/team/"),
			MaxSessionDuration: aws.Int32(7200), Tags: []types.Tag{{Key: str("k"), Value: str("a b")}, {Key: str("l"), Value: str("")}}})
	}
	a := str("a")
	await(w, iam.NewRoleExistsWaiter(c), &iam.GetRoleInput{RoleName: a})
	pages(w, iam.NewListRolesPaginator(c, &iam.ListRolesInput{MaxItems: aws.Int32(2), PathPrefix: str("/team/")}), func(o *iam.ListRolesOutput) (out []string) {
		for _, r := range o.Roles {
			out = append(out, *r.RoleName)
		}
		return out
	}, "a", "b", "c")
	w.attachedPolicies(c)
	w.inlinePolicies(c)
	w.iamRefusals(c)
	do(w, c.DeleteRole, &iam.DeleteRoleInput{RoleName: a})
	w.complete(nil)
}

func (w *world) attachedPolicies(c *iam.Client) {
	a := str("a")
	names := []string{"AWSLambdaBasicExecutionRole", "AWSLambdaSQSQueueExecutionRole"}
	for _, name := range names {
		do(w, c.AttachRolePolicy, &iam.AttachRolePolicyInput{RoleName: a, PolicyArn: str("arn:aws:iam::aws:policy/service-role/" + name)})
	}
	pages(w, iam.NewListAttachedRolePoliciesPaginator(c, &iam.ListAttachedRolePoliciesInput{RoleName: a, MaxItems: aws.Int32(1)}),
		func(o *iam.ListAttachedRolePoliciesOutput) (out []string) {
			for _, p := range o.AttachedPolicies {
				out = append(out, *p.PolicyName)
			}
			return out
		}, names...)
	for _, name := range names {
		do(w, c.DetachRolePolicy, &iam.DetachRolePolicyInput{RoleName: a, PolicyArn: str("arn:aws:iam::aws:policy/service-role/" + name)})
	}
}

func (w *world) inlinePolicies(c *iam.Client) {
	a := str("a")
	for _, name := range []string{"read", "write"} {
		do(w, c.PutRolePolicy, &iam.PutRolePolicyInput{RoleName: a, PolicyName: &name,
			PolicyDocument: str(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`)})
	}
	do(w, c.GetRolePolicy, &iam.GetRolePolicyInput{RoleName: a, PolicyName: str("read")})
	pages(w, iam.NewListRolePoliciesPaginator(c, &iam.ListRolePoliciesInput{RoleName: a, MaxItems: aws.Int32(1)}),
		func(o *iam.ListRolePoliciesOutput) []string { return o.PolicyNames }, "read", "write")
	refuse(w, "DeleteConflict", c.DeleteRole, &iam.DeleteRoleInput{RoleName: a})
	for _, name := range []string{"read", "write"} {
		do(w, c.DeleteRolePolicy, &iam.DeleteRolePolicyInput{RoleName: a, PolicyName: &name})
	}
}

func (w *world) iamRefusals(c *iam.Client) {
	a, nobody := str("a"), str("nobody")
	refuse(w, "NoSuchEntity", c.GetRole, &iam.GetRoleInput{RoleName: nobody})
	refuse(w, "NoSuchEntity", c.GetRolePolicy, &iam.GetRolePolicyInput{RoleName: a, PolicyName: nobody})
	refuse(w, "NoSuchEntity", c.DetachRolePolicy, &iam.DetachRolePolicyInput{RoleName: a, PolicyArn: str("arn:aws:iam::aws:policy/AmazonS3FullAccess")})
	refuse(w, "EntityAlreadyExists", c.CreateRole, &iam.CreateRoleInput{RoleName: a, AssumeRolePolicyDocument: str(trust)})
	refuse(w, "MalformedPolicyDocument", c.CreateRole, &iam.CreateRoleInput{RoleName: nobody, AssumeRolePolicyDocument: str("{")})
	refuse(w, "MalformedPolicyDocument", c.PutRolePolicy, &iam.PutRolePolicyInput{RoleName: a, PolicyName: str("p"), PolicyDocument: str("<&>")})
	refuse(w, "InvalidInput", c.AttachRolePolicy, &iam.AttachRolePolicyInput{RoleName: a, PolicyArn: str("a policy that is no ARN")})
	refuse(w, "ValidationError", c.CreateRole, &iam.CreateRoleInput{RoleName: str("a b"), AssumeRolePolicyDocument: str(trust)})
	refuse(w, "ValidationError", c.ListRoles, &iam.ListRolesInput{MaxItems: aws.Int32(1001)})
}
