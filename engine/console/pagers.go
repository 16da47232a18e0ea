package console

import (
	"strings"

	"skylab/engine/aws"
)

// pager says how an operation's answers come in pages: which member takes the
// token, which gives it, and what the pages carry (botocore's paginators-1.json
// of its version 1.43, 2026).
type pager struct {
	operation            string
	input, output, limit string // some have two tokens, with a space between; output may give a second choice behind ||
	more                 string // a member that says whether there is more
	results              []string
	rest                 []string // members kept beside the results
}

// pagers are the paginated operations. Members are wire names.
func pagers() []pager {
	return append(ec2Pagers(), []pager{
		{"lambda.ListFunctions", "Marker", "NextMarker", "MaxItems", "", []string{"Functions"}, nil},
		{"lambda.ListAliases", "Marker", "NextMarker", "MaxItems", "", []string{"Aliases"}, nil},
		{"lambda.ListVersionsByFunction", "Marker", "NextMarker", "MaxItems", "", []string{"Versions"}, nil},
		{"lambda.ListEventSourceMappings", "Marker", "NextMarker", "MaxItems", "", []string{"EventSourceMappings"}, nil},
		{"lambda.ListFunctionUrlConfigs", "Marker", "NextMarker", "MaxItems", "", []string{"FunctionUrlConfigs"}, nil},
		{"lambda.ListFunctionEventInvokeConfigs", "Marker", "NextMarker", "MaxItems", "", []string{"FunctionEventInvokeConfigs"}, nil},
		{"lambda.ListLayers", "Marker", "NextMarker", "MaxItems", "", []string{"Layers"}, nil},
		{"lambda.ListLayerVersions", "Marker", "NextMarker", "MaxItems", "", []string{"LayerVersions"}, nil},
		{"lambda.ListProvisionedConcurrencyConfigs", "Marker", "NextMarker", "MaxItems", "", []string{"ProvisionedConcurrencyConfigs"}, nil},
		{"s3api.ListObjectsV2", "ContinuationToken", "NextContinuationToken", "MaxKeys", "IsTruncated", []string{"Contents", "CommonPrefixes"}, []string{"RequestCharged", "Prefix"}},
		{"s3api.ListObjects", "Marker", "NextMarker||Contents.Key", "MaxKeys", "IsTruncated", []string{"Contents", "CommonPrefixes"}, []string{"RequestCharged", "Prefix"}},
		{"s3api.ListMultipartUploads", "KeyMarker UploadIdMarker", "NextKeyMarker NextUploadIdMarker", "MaxUploads", "IsTruncated", []string{"Uploads", "CommonPrefixes"}, []string{"RequestCharged", "Prefix"}},
		{"s3api.ListParts", "PartNumberMarker", "NextPartNumberMarker", "MaxParts", "IsTruncated", []string{"Parts"}, []string{"ChecksumAlgorithm", "Initiator", "Owner", "StorageClass", "ChecksumType"}},
		{"s3api.ListBuckets", "ContinuationToken", "ContinuationToken", "MaxBuckets", "", []string{"Buckets"}, []string{"Owner", "Prefix"}},
		{"iam.ListRoles", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"Roles"}, nil},
		{"iam.ListAttachedRolePolicies", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"AttachedPolicies"}, nil},
		{"iam.ListRolePolicies", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"PolicyNames"}, nil},
		{"autoscaling.DescribeAutoScalingGroups", "NextToken", "NextToken", "MaxRecords", "", []string{"AutoScalingGroups"}, nil},
		{"autoscaling.DescribeAutoScalingInstances", "NextToken", "NextToken", "MaxRecords", "", []string{"AutoScalingInstances"}, nil},
		{"autoscaling.DescribeLoadBalancerTargetGroups", "NextToken", "NextToken", "MaxRecords", "", []string{"LoadBalancerTargetGroups"}, nil},
		{"autoscaling.DescribePolicies", "NextToken", "NextToken", "MaxRecords", "", []string{"ScalingPolicies"}, nil},
		{"autoscaling.DescribeScalingActivities", "NextToken", "NextToken", "MaxRecords", "", []string{"Activities"}, nil},
		{"autoscaling.DescribeScheduledActions", "NextToken", "NextToken", "MaxRecords", "", []string{"ScheduledUpdateGroupActions"}, nil},
		{"elbv2.DescribeLoadBalancers", "Marker", "NextMarker", "PageSize", "", []string{"LoadBalancers"}, nil},
		{"elbv2.DescribeTargetGroups", "Marker", "NextMarker", "PageSize", "", []string{"TargetGroups"}, nil},
		{"elbv2.DescribeListeners", "Marker", "NextMarker", "PageSize", "", []string{"Listeners"}, nil},
		{"elbv2.DescribeRules", "Marker", "NextMarker", "PageSize", "", []string{"Rules"}, nil},
		{"elbv2.DescribeAccountLimits", "Marker", "NextMarker", "PageSize", "", []string{"Limits"}, nil},
		{"sns.ListTopics", "NextToken", "NextToken", "", "", []string{"Topics"}, nil},
		{"sns.ListSubscriptions", "NextToken", "NextToken", "", "", []string{"Subscriptions"}, nil},
		{"sns.ListSubscriptionsByTopic", "NextToken", "NextToken", "", "", []string{"Subscriptions"}, nil},
		{"sqs.ListQueues", "NextToken", "NextToken", "MaxResults", "", []string{"QueueUrls"}, nil},
		{"sqs.ListDeadLetterSourceQueues", "NextToken", "NextToken", "MaxResults", "", []string{"queueUrls"}, nil},
		{"events.ListRules", "NextToken", "NextToken", "Limit", "", []string{"Rules"}, nil},
		{"events.ListRuleNamesByTarget", "NextToken", "NextToken", "Limit", "", []string{"RuleNames"}, nil},
		{"events.ListTargetsByRule", "NextToken", "NextToken", "Limit", "", []string{"Targets"}, nil},
		{"scheduler.ListSchedules", "NextToken", "NextToken", "MaxResults", "", []string{"Schedules"}, nil},
		{"apigatewayv2.GetApis", "NextToken", "NextToken", "MaxResults", "", []string{"Items"}, nil},
		{"apigatewayv2.GetDeployments", "NextToken", "NextToken", "MaxResults", "", []string{"Items"}, nil},
		{"apigatewayv2.GetIntegrations", "NextToken", "NextToken", "MaxResults", "", []string{"Items"}, nil},
		{"apigatewayv2.GetRoutes", "NextToken", "NextToken", "MaxResults", "", []string{"Items"}, nil},
		{"apigatewayv2.GetStages", "NextToken", "NextToken", "MaxResults", "", []string{"Items"}, nil},
		{"cloudwatch.ListMetrics", "NextToken", "NextToken", "", "", []string{"Metrics"}, nil},
		{"cloudwatch.GetMetricData", "NextToken", "NextToken", "MaxDatapoints", "", []string{"MetricDataResults", "Messages"}, nil},
		{"cloudwatch.DescribeAlarms", "NextToken", "NextToken", "MaxRecords", "", []string{"MetricAlarms", "CompositeAlarms"}, nil},
		{"cloudwatch.DescribeAlarmHistory", "NextToken", "NextToken", "MaxRecords", "", []string{"AlarmHistoryItems"}, nil},

		{"logs.DescribeLogGroups", "nextToken", "nextToken", "limit", "", []string{"logGroups"}, nil},
		{"logs.DescribeMetricFilters", "nextToken", "nextToken", "limit", "", []string{"metricFilters"}, nil},
		{"logs.DescribeLogStreams", "nextToken", "nextToken", "limit", "", []string{"logStreams"}, nil},
		{"logs.FilterLogEvents", "nextToken", "nextToken", "limit", "", []string{"events", "searchedLogStreams"}, nil},
	}...)
}

// pagerOf is the operation's pager, or nil: where the world's operation lacks
// the token it has no pages either.
func pagerOf(op *aws.Operation) *pager {
	for _, p := range pagers() {
		if p.operation != op.ID() {
			continue
		}
		if _, ok := memberNamed(op.In(), p.inputs()[0]); ok {
			return &p
		}
	}
	return nil
}

// inputs are the members that take the tokens.
func (p *pager) inputs() []string { return strings.Fields(p.input) }

// following are the tokens of the page behind one, by the members that take
// them; nil where there is none.
func (p *pager) following(page aws.Object) aws.Object {
	if more, is := get(page, p.more).(bool); p.more != "" && (!is || !more) {
		return nil
	}
	var token aws.Object
	found := false
	for i, output := range strings.Fields(p.output) {
		first, second, _ := strings.Cut(output, "||")
		v := get(page, first)
		if list, member, choice := strings.Cut(second, "."); v == nil && choice {
			v = ofLast(page, list, member)
		}
		if v == "" {
			v = nil
		}
		token = append(token, aws.Field{Name: p.inputs()[i], Value: v})
		found = found || v != nil
	}
	if !found {
		return nil
	}
	return token
}

// ofLast is a member of the last element of a list, or nil.
func ofLast(page aws.Object, list, member string) any {
	if elements, _ := get(page, list).([]any); len(elements) > 0 {
		if last, is := elements[len(elements)-1].(aws.Object); is {
			return get(last, member)
		}
	}
	return nil
}
