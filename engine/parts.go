package engine

import (
	"fmt"

	"skylab/engine/apigateway"
	"skylab/engine/autoscaling"
	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/elb"
	"skylab/engine/events"
	"skylab/engine/events/scheduler"
	"skylab/engine/guest"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/s3"
	"skylab/engine/savingsplans"
	"skylab/engine/sns"
	"skylab/engine/sqs"
	"skylab/engine/sts"
	"skylab/engine/traffic"
	"skylab/engine/vpc"
)

// parts are the services of a world, in the order in which they see events.
type parts struct {
	STS         *sts.Service
	IAM         *iam.Service
	S3          *s3.Service
	SQS         *sqs.Service
	SNS         *sns.Service
	CloudWatch  *cloudwatch.Service
	Billing     *billing.Service
	Events      *events.Service
	Scheduler   *scheduler.Service
	Lambda      *lambda.Service
	APIGateway  *apigateway.Service
	VPC         *vpc.Service
	EC2         *ec2.Service
	ELB         *elb.Service
	AutoScaling *autoscaling.Service
	Savings     *savingsplans.Service
	Traffic     *traffic.Service

	// deliveries and internet connect them.
	deliveries deliveries
	internet   internet
}

// build makes the services and makes them known to each other. A twin that
// does not exist is a mistake of the caller's program.
func (w *World) build() {
	k := w.kernel
	twin := w.config.Twin
	if !HasTwin(twin) {
		panic(fmt.Sprintf("engine: no twin %q", twin))
	}
	w.deliveries = deliveries{}
	w.STS = sts.New()
	w.IAM = iam.New(k)
	w.Billing = billing.New(k)
	w.S3 = s3.New(k, w.Billing)
	w.CloudWatch = cloudwatch.New(k, w.Billing)
	w.SQS = sqs.New(k, w.CloudWatch, w.Billing, w)
	w.SNS = sns.New(k, w.CloudWatch, w.Billing)
	w.Events = events.New(k, w.CloudWatch, w.Billing)
	w.Scheduler = scheduler.New(k, w.CloudWatch, w.Billing)
	w.Lambda = lambda.New(k, lambda.Neighbours{
		Roles: w.IAM, CloudWatch: w.CloudWatch, Billing: w.Billing, Objects: w.S3, Queues: w.SQS,
		Caller: w, Replier: w, Deliverer: w.deliveries, Run: w.config.Runner, Memo: w.config.Memo, Rules: rules(lambda.RulesFor, twin),
	})
	w.APIGateway = apigateway.New(k, w.CloudWatch, w.Billing, w)
	w.APIGateway.SetRunner(w.Lambda)
	machines := ec2api.New()
	machines.Authorizer = w.IAM
	w.VPC = vpc.New(k, machines, w.Billing)
	w.VPC.SetReplier(w)
	w.EC2 = ec2.New(k, ec2.Neighbours{API: machines, Network: w.VPC, Billing: w.Billing, Roles: w.IAM, Target: w.deliveries, CloudWatch: w.CloudWatch,
		Caller: w, Asker: w, Replier: w, Run: w.config.Runner, Memo: w.config.Memo, Limits: w.config.Limits, Guest: rules(guest.RulesFor, twin), Rules: rules(ec2.RulesFor, twin)})
	w.ELB = elb.New(k, elb.Neighbours{Network: w.VPC, Machines: w.EC2, CloudWatch: w.CloudWatch, Billing: w.Billing, Authorizer: w.IAM, Rules: rules(elb.RulesFor, twin)})
	w.AutoScaling = autoscaling.New(k, autoscaling.Neighbours{EC2: w.EC2, Network: w.VPC, Asker: w, CloudWatch: w.CloudWatch, Targets: w.ELB, Bus: w.deliveries, Authorizer: w.IAM, Rules: rules(autoscaling.RulesFor, twin)})
	w.Savings = savingsplans.New(k, w.Billing, w.IAM)
	w.Traffic = traffic.New(k, w, w)
	w.CloudWatch.SetAuthorizer(w.IAM)
	w.CloudWatch.SetTarget(w.deliveries)
	w.S3.SetAuthorizer(w.IAM)
	w.S3.SetTarget(w.deliveries)
	w.SQS.SetAuthorizer(w.IAM)
	w.SNS.SetAuthorizer(w.IAM)
	w.SNS.SetTarget(w.deliveries)
	w.Events.SetAuthorizer(w.IAM)
	w.Events.SetTarget(w.deliveries)
	w.Scheduler.SetRoles(w.IAM)
	w.Scheduler.SetTarget(w.deliveries)
	w.programs = w.Lambda
	w.deliveries["autoscaling"] = w.AutoScaling
	w.deliveries["events"] = w.Events
	w.deliveries["lambda"] = w.Lambda
	w.deliveries["sns"] = w.SNS
	w.deliveries["sqs"] = w.SQS
	w.internet = internet{world: w, waited: map[uint64]bool{}}
	w.internet.hosts = []aws.Host{w.Lambda, w.APIGateway, w.VPC, w.ELB}
	w.services = []service{w.STS, w.IAM, w.S3, w.CloudWatch, w.Billing, w.SQS, w.SNS, w.Events, w.Scheduler, w.Lambda, w.APIGateway, w.VPC, w.EC2, w.ELB, w.AutoScaling, w.Savings, w.Traffic, &w.internet}
}
