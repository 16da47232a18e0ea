package iam

import "strings"

// managedPrefix begins the ARN of every policy that AWS manages.
const managedPrefix = "arn:aws:iam::aws:policy/"

// managedPolicy is a policy that AWS keeps, cut down to what is simulated.
type managedPolicy struct {
	// path and name make up the ARN behind the prefix.
	path       string
	statements []statement
}

// managedPolicies are those that a course on Lambda attaches. Their actions
// are from the AWS managed policy reference; statements about services that
// are not simulated, and conditions, are left out.
//
// fidelity: iam.managed-policies
func managedPolicies() []managedPolicy {
	on := func(resource string, actions ...string) statement {
		return statement{actions: actions, resources: []string{resource}}
	}
	logs := []string{"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}
	queue := append([]string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}, logs...)
	return []managedPolicy{
		{"AdministratorAccess", []statement{on("*", "*")}},
		{"AmazonS3FullAccess", []statement{on("*", "s3:*")}},
		{"AmazonS3ReadOnlyAccess", []statement{on("*", "s3:Get*", "s3:List*", "s3:Describe*")}},
		{"AmazonSNSFullAccess", []statement{on("*", "sns:*")}},
		{"AmazonSQSFullAccess", []statement{on("*", "sqs:*")}},
		{"AWSLambda_FullAccess", []statement{on("*", "lambda:*", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole",
			"iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoles", "iam:PassRole"),
			on("arn:aws:logs:*:*:log-group:/aws/lambda/*", "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents")}},
		{"AWSLambdaExecute", []statement{on("arn:aws:logs:*:*:*", "logs:*"),
			on("arn:aws:s3:::*", "s3:GetObject", "s3:PutObject")}},
		{"CloudWatchLogsFullAccess", []statement{on("*", "logs:*")}},
		{"service-role/AWSLambdaBasicExecutionRole", []statement{on("*", logs...)}},
		{"service-role/AWSLambdaRole", []statement{on("*", "lambda:InvokeFunction")}},
		{"service-role/AWSLambdaSQSQueueExecutionRole", []statement{on("*", queue...)}},
	}
}

// managed are the statements of the AWS managed policy with that ARN.
func managed(arn string) ([]statement, bool) {
	path, ok := strings.CutPrefix(arn, managedPrefix)
	if !ok {
		return nil, false
	}
	for _, p := range managedPolicies() {
		if p.path == path {
			return p.statements, true
		}
	}
	return nil, false
}
