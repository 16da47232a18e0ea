package wire

import (
	"strings"

	"skylab/engine/aws"
)

// service is what the definitions of its operations do not say of a service's
// wire protocols. Sources: the models of the AWS SDK for Go v2 (core v1.47.7,
// read 2026-11) and of botocore 1.43.
type service struct {
	// name is the one in aws.Operation; signing the one in the scope of a
	// signature.
	name, signing string
	// target is what stands before the operation in X-Amz-Target.
	target string
	// version and namespace are those of the Query API.
	version, namespace string
	// dialect is the service's own way with the Query protocol, if it has one.
	dialect func(*aws.Operation) style
	// jsonErrors prefixes the error's name in JSON and CBOR.
	jsonErrors string
	// inJSON is how members are called, and times written, in JSON.
	inJSON naming
	// message is the member of REST JSON's errors that holds the text; whose adds
	// the one that says whose fault it is.
	message string
	whose   bool
	// queryCodes are the errors that JSON and CBOR know by another name than the
	// Query protocol: query code → name of the shape.
	queryCodes map[string]string
	// empty are the operations with a result in the Query protocol that has no
	// members; without members others have none at all.
	empty []string
	// protocols are those that clients use, the newest clients' first.
	protocols []protocol
}

// protocol is one way to write a service's requests and answers.
type protocol interface {
	// matches tells whether a request is in this protocol of the service.
	matches(*service, *Request) bool
	// operation is the name of the operation that the request asks for.
	operation(*service, *Request) string
	decoder
	encoder
}

// services are all whose protocols are known.
//
// fidelity: wire.protocols
var services = []*service{
	{name: "lambda", signing: "lambda", message: "message", whose: true, protocols: []protocol{restJSON{}}},
	{name: "apigatewayv2", signing: "apigateway", inJSON: naming{lower: true, dates: true}, message: "message", protocols: []protocol{restJSON{}}},
	{name: "savingsplans", signing: "savingsplans", message: "message", protocols: []protocol{restJSON{}}},
	{name: "scheduler", signing: "scheduler", message: "Message", protocols: []protocol{restJSON{}}},
	{name: "s3api", signing: "s3", namespace: "http://s3.amazonaws.com/doc/2006-03-01/", protocols: []protocol{restXML{}}},
	{name: "iam", signing: "iam", version: "2010-05-08", namespace: "https://iam.amazonaws.com/doc/2010-05-08/", protocols: []protocol{query{}}},
	{name: "sts", signing: "sts", version: "2011-06-15", namespace: "https://sts.amazonaws.com/doc/2011-06-15/", protocols: []protocol{query{}}},
	{name: "ec2", signing: "ec2", version: "2016-11-15", namespace: "http://ec2.amazonaws.com/doc/2016-11-15/", protocols: []protocol{ec2Query{}}},
	{name: "autoscaling", signing: "autoscaling", version: "2011-01-01", namespace: "http://autoscaling.amazonaws.com/doc/2011-01-01/",
		empty: []string{"AttachLoadBalancerTargetGroups", "CompleteLifecycleAction", "DeleteLifecycleHook", "DetachLoadBalancerTargetGroups", "PutLifecycleHook", "RecordLifecycleActionHeartbeat", "SetInstanceProtection"}, protocols: []protocol{query{}}},
	{name: "elbv2", signing: "elasticloadbalancing", version: "2015-12-01", namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
		empty: []string{"AddTags", "DeleteListener", "DeleteLoadBalancer", "DeleteRule", "DeleteTargetGroup", "DeregisterTargets", "RegisterTargets", "RemoveTags"}, protocols: []protocol{query{}}},
	{name: "sns", signing: "sns", version: "2010-03-31", namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
		empty: []string{"TagResource", "UntagResource"}, protocols: []protocol{query{}}},
	{name: "sqs", signing: "sqs", target: "AmazonSQS.", version: "2012-11-05", namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
		dialect: sqsStyle, queryCodes: sqsCodes, jsonErrors: "com.amazonaws.sqs#", protocols: []protocol{json10, query{}}},
	{name: "events", signing: "events", target: "AWSEvents.", protocols: []protocol{json11}},
	{name: "logs", signing: "logs", target: "Logs_20140328.", protocols: []protocol{json11}},
	{name: "cloudwatch", signing: "monitoring", target: granite + ".", version: "2010-08-01", namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
		queryCodes: cloudwatchCodes, protocols: []protocol{cborRPC{}, json10, query{}}},
}

// granite is the name that CloudWatch's newer protocols give the service.
const granite = "GraniteServiceVersion20100801"

// sqsCodes are the awsQueryError traits of SQS's model in which the code of the
// Query API, which the console and old clients know, is more than the name with
// a prefix.
var sqsCodes = map[string]string{
	"AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist",
	"QueueAlreadyExists":                      "QueueNameExists",
}

// cloudwatchCodes are those of CloudWatch's model.
var cloudwatchCodes = map[string]string{
	"InternalServiceError":        "InternalServiceFault",
	"InvalidFormat":               "InvalidFormatFault",
	"InvalidParameterCombination": "InvalidParameterCombinationException",
	"InvalidParameterInput":       "DashboardInvalidInputError",
	"InvalidParameterValue":       "InvalidParameterValueException",
	"LimitExceeded":               "LimitExceededFault",
	"MissingParameter":            "MissingRequiredParameterException",
	"ValidationError":             "ValidationException",
}

// bySigning finds the service of a signature's scope.
func bySigning(name string) *service {
	for _, s := range services {
		if s.signing == name {
			return s
		}
	}
	return nil
}

// byTarget finds the service of an X-Amz-Target.
func byTarget(target string) *service {
	for _, s := range services {
		if s.target != "" && strings.HasPrefix(target, s.target) {
			return s
		}
	}
	return nil
}
