package fidelity

// iamRules are the rules of roles and policies.
func iamRules() []Rule {
	const model = "botocore v1.43.67, iam 2010-05-08"
	return []Rule{
		{"iam.role-api", "Members and limits of the role operations.", Exact, model, "2026-08-07"},
		{"iam.errors", "EntityAlreadyExists, NoSuchEntity and DeleteConflict with AWS's texts.", Exact, "Messages of real accounts quoted in public issues, such as github hashicorp/terraform-provider-aws #40059", "2026-11-22"},
		{"iam.policy-errors", "MalformedPolicyDocument and InvalidInput with AWS's codes; which of the texts a document meets first, and some texts, are from memory.", Assumption, "General knowledge of the service; no source with all texts was found.", "2026-11-22"},
		{"iam.consistency", "A role or policy works the moment it is written.", Simplified, "IAM is eventually consistent; on AWS a new role may take seconds to be assumable.", "2026-11-22"},
		{"iam.trust", "A trust policy is read as JSON; a service may assume the role where an Allow statement names it and no Deny does.", Exact, "IAM user guide, role trust policies", "2026-11-22"},
		{"iam.principals", "Any service principal that ends in .amazonaws.com is taken as one; AWS refuses services it does not know.", Simplified, "IAM user guide", "2026-11-22"},
		{"iam.evaluation", "Explicit Deny, then Allow, then implicit denial, over attached AWS managed and inline policies with * and ? in Action and Resource.", Exact, "IAM user guide, policy evaluation logic for identity-based policies", "2026-11-22"},
		{"iam.account-principal", "In a queue's or topic's policy, a statement that allows the account (its id or :root) lets in nobody whom IAM does not let; one that denies it denies all of its principals.", Exact, "IAM user guide, AWS JSON policy elements: Principal, AWS account principals: the account is delegated the authority", "2026-11-23"},
		{"iam.conditions", "Statements with Condition, NotAction, NotResource, NotPrincipal or policy variables are refused.", Simplified, "Not simulated, and said so rather than evaluated wrongly.", "2026-11-22"},
		{"iam.managed-policies", "The AWS managed policies that a course on Lambda uses are known; their statements are cut down to the simulated services.", Simplified, "AWS managed policy reference", "2026-11-22"},
		{"iam.learner", "The learner's own calls are always allowed.", Simplified, "The learner stands for an administrator.", "2026-11-22"},
	}
}
