package console

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"skylab/engine/aws"
)

// pager says how an operation's answers come in pages: which member takes the
// token, which gives it, and what the pages carry (botocore's paginators-1.json
// of its version 1.43, 2026).
type pager struct {
	operation            string
	input, output, limit string
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
		{"s3api.ListBuckets", "ContinuationToken", "ContinuationToken", "MaxBuckets", "", []string{"Buckets"}, []string{"Owner", "Prefix"}},
		{"iam.ListRoles", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"Roles"}, nil},
		{"iam.ListAttachedRolePolicies", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"AttachedPolicies"}, nil},
		{"iam.ListRolePolicies", "Marker", "Marker", "MaxItems", "IsTruncated", []string{"PolicyNames"}, nil},
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
		{"cloudwatch.DescribeAlarms", "NextToken", "NextToken", "MaxRecords", "", []string{"MetricAlarms", "CompositeAlarms"}, nil},
		{"logs.DescribeLogGroups", "nextToken", "nextToken", "limit", "", []string{"logGroups"}, nil},
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
		if _, ok := memberNamed(op.In(), p.input); ok {
			return &p
		}
	}
	return nil
}

// pages fetches the pages of one invocation.
type pages struct {
	c        *invocation
	pager    *pager
	maxItems int // 0 is no bound
	skip     int // items of the first page that an earlier command printed
	count    int
	each     []aws.Object // the results of each page, for text
	raw      []aws.Object // each page as it came, for yaml-stream
	whole    aws.Object
}

// newPages is the invocation's paging, or nil with --no-paginate and where the
// line itself asks for one page.
func newPages(c *invocation, args *given) (*pages, error) {
	pager := pagerOf(c.op)
	if pager == nil || c.g.noPaginate {
		return nil, nil
	}
	p := &pages{c: c, pager: pager}
	for _, flag := range []string{"--page-size", "--max-items"} {
		words, ok := args.values[flag]
		if !ok {
			continue
		}
		n, err := strconv.Atoi(words[0])
		if err != nil {
			return nil, unparsed("argument %s: invalid int value: '%s'", flag, words[0])
		}
		if flag == "--max-items" {
			p.maxItems = n
			continue
		}
		if m, ok := memberNamed(c.op.In(), pager.limit); ok {
			v := reflect.ValueOf(n)
			if m.Type.Kind() == reflect.String {
				v = reflect.ValueOf(words[0]) // API Gateway has its limits as text
			}
			setMember(c.in, m, v)
		}
	}
	if words, ok := args.values["--starting-token"]; ok {
		token, skip, ok := decodeToken(words[0])
		if !ok {
			return nil, invalid("Bad starting token: %s", words[0])
		}
		p.skip = skip
		p.token(token)
	}
	return p, nil
}

// setMember sets a member of an input, through its pointer if it is one.
func setMember(in any, m aws.Member, v reflect.Value) {
	f := reflect.ValueOf(in).Elem().Field(m.Index)
	if f.Kind() == reflect.Pointer {
		f.Set(reflect.New(f.Type().Elem()))
		f = f.Elem()
	}
	f.Set(v.Convert(f.Type()))
}

// token sets where the next page begins. The input is a fresh copy: the world
// keeps the one that a call was made with.
func (p *pages) token(token string) {
	old := reflect.ValueOf(p.c.in).Elem()
	fresh := reflect.New(old.Type())
	fresh.Elem().Set(old)
	p.c.in = fresh.Interface()
	if m, ok := memberNamed(p.c.op.In(), p.pager.input); ok && token != "" {
		setMember(p.c.in, m, reflect.ValueOf(token))
	}
}

// next fetches a page and goes on until there are no more, or enough.
func (p *pages) next() {
	p.c.p.call(p.c.op, p.c.in, func(out any, err *aws.Error) {
		if err != nil {
			p.c.p.exit(reportService(p.c.p.err, p.c.op, err))
			return
		}
		page, _ := aws.Tree(out).(aws.Object)
		token := p.following(page)
		cut := p.add(page)
		switch {
		case cut > 0:
			first, _ := memberNamed(p.c.op.In(), p.pager.input)
			here := fmt.Sprint(reflect.Indirect(reflect.ValueOf(p.c.in)).Field(first.Index).Interface())
			p.finish(encodeToken(p.pager.input, here, cut))
		case token != "" && p.maxItems > 0 && p.count >= p.maxItems:
			p.finish(encodeToken(p.pager.input, token, 0))
		case token != "":
			p.token(token)
			p.next()
		default:
			p.finish("")
		}
	})
}

// following is the token of the page behind this one, or "".
func (p *pages) following(page aws.Object) string {
	if more, is := get(page, p.pager.more).(bool); p.pager.more != "" && (!is || !more) {
		return ""
	}
	token, _ := get(page, p.pager.output).(string)
	return token
}

// add takes a page's results. With --max-items it may take only some; then cut
// is how many of the page's primary results are used up.
func (p *pages) add(page aws.Object) (cut int) {
	kept := aws.Object{}
	for i, name := range p.pager.results {
		items, ok := get(page, name).([]any)
		if !ok {
			continue
		}
		if i == 0 {
			from := min(p.skip, len(items))
			p.skip = 0
			to := len(items)
			if p.maxItems > 0 && p.count+to-from > p.maxItems {
				to = from + p.maxItems - p.count
				cut = to
			}
			p.count += to - from
			items = items[from:to]
		}
		kept = append(kept, aws.Field{Name: name, Value: items})
		before, _ := get(p.whole, name).([]any)
		p.whole = put(p.whole, name, append(slices.Clip(before), items...))
	}
	for _, name := range p.pager.rest {
		v := get(page, name)
		p.whole = put(p.whole, name, v)
		if len(p.each) == 0 {
			kept = append(kept, aws.Field{Name: name, Value: v})
		}
	}
	p.each = append(p.each, kept)
	if primary := p.pager.results[0]; get(page, primary) != nil {
		page = put(slices.Clone(page), primary, get(kept, primary))
	}
	p.raw = append(p.raw, page)
	return cut
}

func (p *pages) finish(token string) {
	if p.c.g.output == "yaml-stream" {
		p.c.print(p.raw, nil)
		return
	}
	if token != "" {
		p.whole = put(p.whole, "NextToken", token)
		p.each = append(p.each, aws.Object{{Name: "NextToken", Value: aws.Object{{Name: "NextToken", Value: token}}}})
	}
	p.c.print(p.each, p.whole)
}

// encodeToken is the CLI's own token: base64 of the service's token and how
// many items of the page to leave out.
func encodeToken(member, token string, skip int) string {
	service := "null"
	if token != "" {
		service = strconv.Quote(token)
	}
	text := fmt.Sprintf("{%q: %s}", member, service)
	if skip > 0 {
		text = fmt.Sprintf("{%q: %s, \"boto_truncate_amount\": %d}", member, service, skip)
	}
	return base64.StdEncoding.EncodeToString([]byte(text))
}

func decodeToken(text string) (token string, skip int, ok bool) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", 0, false
	}
	v, err := parseJSON(string(data))
	o, is := v.(aws.Object)
	if err != nil || !is {
		return "", 0, false
	}
	for _, f := range o {
		switch v := f.Value.(type) {
		case string:
			token = v
		case int64:
			skip = int(max(v, 0))
		}
	}
	return token, skip, true
}
