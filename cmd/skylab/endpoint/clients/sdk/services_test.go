// Package sdk proves that the clients of the AWS SDK for Go and the simulated
// account understand each other: every operation that the world serves, every
// member of it that the engine knows, every waiter and paginator that the SDK
// has for it, and every error.
//
// A story (lambda_test.go, s3_test.go, …) only says what a program would do.
// What was sent and what came is compared, for each call, with what the world
// itself was asked and answered (witness_test.go).
package sdk

import (
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/savingsplans"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"skylab/engine"
	definition "skylab/engine/aws"
)

// service is a service of the world and the SDK's module for it.
type service struct {
	// name is the world's; module and id are the SDK's; signing is the one in the
	// scope of signatures.
	name, module, id, signing string
	// client makes the SDK's client.
	client func(aws.Config) any
}

var services = []service{
	{"apigatewayv2", "apigatewayv2", apigatewayv2.ServiceID, "apigateway", func(c aws.Config) any { return apigatewayv2.NewFromConfig(c) }},
	{"autoscaling", "autoscaling", autoscaling.ServiceID, "autoscaling", func(c aws.Config) any { return autoscaling.NewFromConfig(c) }},
	{"cloudwatch", "cloudwatch", cloudwatch.ServiceID, "monitoring", func(c aws.Config) any { return cloudwatch.NewFromConfig(c) }},
	{"ec2", "ec2", ec2.ServiceID, "ec2", func(c aws.Config) any { return ec2.NewFromConfig(c) }},
	{"elbv2", "elasticloadbalancingv2", elasticloadbalancingv2.ServiceID, "elasticloadbalancing", func(c aws.Config) any { return elasticloadbalancingv2.NewFromConfig(c) }},
	{"events", "eventbridge", eventbridge.ServiceID, "events", func(c aws.Config) any { return eventbridge.NewFromConfig(c) }},
	{"iam", "iam", iam.ServiceID, "iam", func(c aws.Config) any { return iam.NewFromConfig(c) }},
	{"lambda", "lambda", lambda.ServiceID, "lambda", func(c aws.Config) any { return lambda.NewFromConfig(c) }},
	{"logs", "cloudwatchlogs", cloudwatchlogs.ServiceID, "logs", func(c aws.Config) any { return cloudwatchlogs.NewFromConfig(c) }},
	{"s3api", "s3", s3.ServiceID, "s3", func(c aws.Config) any { return s3.NewFromConfig(c, pathStyle) }},
	{"savingsplans", "savingsplans", savingsplans.ServiceID, "savingsplans", func(c aws.Config) any { return savingsplans.NewFromConfig(c) }},
	{"scheduler", "scheduler", scheduler.ServiceID, "scheduler", func(c aws.Config) any { return scheduler.NewFromConfig(c) }},
	{"sns", "sns", sns.ServiceID, "sns", func(c aws.Config) any { return sns.NewFromConfig(c) }},
	{"sqs", "sqs", sqs.ServiceID, "sqs", func(c aws.Config) any { return sqs.NewFromConfig(c) }},
	{"sts", "sts", sts.ServiceID, "sts", func(c aws.Config) any { return sts.NewFromConfig(c) }},
}

// pathStyle puts a bucket's name in the path, not in the host.
func pathStyle(o *s3.Options) { o.UsePathStyle = true }

// serviceBy finds a service by the world's name or by the SDK's.
func serviceBy(t *testing.T, name string) service {
	t.Helper()
	for _, s := range services {
		if s.name == name || s.id == name {
			return s
		}
	}
	t.Fatalf("the world has a service %s, and the table of clients has none", name)
	return service{}
}

// served are the operations that the world has for AWS's clients.
func served() []*definition.Operation {
	var out []*definition.Operation
	for _, op := range engine.New(engine.Config{}).Operations() {
		if !op.Hidden {
			out = append(out, op)
		}
	}
	return out
}

// method is the SDK's method for an operation.
func method(t *testing.T, client any, op string) reflect.Value {
	t.Helper()
	m := reflect.ValueOf(client).MethodByName(op)
	if !m.IsValid() {
		t.Fatalf("%T has no %s", client, op)
	}
	return m
}

// exported is a member's name in the SDK's structs.
func exported(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
