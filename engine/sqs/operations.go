package sqs

import (
	"slices"

	"skylab/engine/aws"
)

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.queueOperations(), s.accessOperations(), s.messageOperations(), s.moveOperations())
}

// fidelity: sqs.api
func (s *Service) queueOperations() []aws.Operation {
	return []aws.Operation{
		managed(s, aws.Operation{
			Service: "sqs", Name: "CreateQueue",
			Doc:    "Creates a queue, standard or FIFO.",
			Errors: []string{"QueueAlreadyExists", "AWS.SimpleQueueService.QueueDeletedRecently", "InvalidAttributeName", "InvalidAttributeValue"},
		}, s.createQueue),
		managed(s, aws.Operation{
			Service: "sqs", Name: "DeleteQueue",
			Doc:    "Deletes a queue with its messages.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.deleteQueue),
		managed(s, aws.Operation{
			Service: "sqs", Name: "GetQueueUrl", ReadOnly: true,
			Doc:    "Returns the URL of a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.getQueueURL),
		managed(s, aws.Operation{
			Service: "sqs", Name: "ListQueues", ReadOnly: true,
			Doc: "Lists the queues of the account.",
		}, s.listQueues),
		managed(s, aws.Operation{
			Service: "sqs", Name: "GetQueueAttributes", ReadOnly: true,
			Doc:    "Returns attributes of a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "InvalidAttributeName"},
		}, s.getQueueAttributes),
		managed(s, aws.Operation{
			Service: "sqs", Name: "SetQueueAttributes",
			Doc:    "Sets attributes of a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "InvalidAttributeName", "InvalidAttributeValue", "OverLimit"},
		}, s.setQueueAttributes),
		managed(s, aws.Operation{
			Service: "sqs", Name: "PurgeQueue",
			Doc:    "Deletes all messages of a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "AWS.SimpleQueueService.PurgeQueueInProgress"},
		}, s.purgeQueue),
		managed(s, aws.Operation{
			Service: "sqs", Name: "ListDeadLetterSourceQueues", ReadOnly: true,
			Doc:    "Lists the queues whose dead letters come to a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.listDeadLetterSourceQueues),
	}
}

func (s *Service) accessOperations() []aws.Operation {
	return []aws.Operation{
		managed(s, aws.Operation{
			Service: "sqs", Name: "AddPermission",
			Doc:    "Lets other accounts use a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "InvalidParameterValue", "OverLimit"},
		}, s.addPermission),
		managed(s, aws.Operation{
			Service: "sqs", Name: "RemovePermission",
			Doc:    "Takes a permission away.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "InvalidParameterValue"},
		}, s.removePermission),
		managed(s, aws.Operation{
			Service: "sqs", Name: "TagQueue",
			Doc:    "Adds tags to a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.tagQueue),
		managed(s, aws.Operation{
			Service: "sqs", Name: "UntagQueue",
			Doc:    "Takes tags away.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.untagQueue),
		managed(s, aws.Operation{
			Service: "sqs", Name: "ListQueueTags", ReadOnly: true,
			Doc:    "Returns the tags of a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.listQueueTags),
	}
}

func (s *Service) messageOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sqs", Name: "SendMessage",
			Doc:    "Sends a message to a queue.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "InvalidMessageContents", "InvalidParameterValue", "AWS.SimpleQueueService.UnsupportedOperation"},
		}, s.sendMessage),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "SendMessageBatch",
			Doc:    "Sends up to ten messages.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"},
		}, s.sendMessageBatch),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "ReceiveMessage",
			Doc:         "Receives up to ten messages, waiting for one if told to.",
			Errors:      []string{"AWS.SimpleQueueService.NonExistentQueue", "OverLimit", "InvalidParameterValue"},
			Unsimulated: []string{"ReceiveRequestAttemptId"},
		}, s.receiveMessage),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "DeleteMessage",
			Doc:    "Deletes a message that was received.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "ReceiptHandleIsInvalid"},
		}, s.deleteMessage),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "DeleteMessageBatch",
			Doc:    "Deletes up to ten messages.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.deleteMessageBatch),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "ChangeMessageVisibility",
			Doc:    "Makes a message in flight visible sooner or later.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue", "ReceiptHandleIsInvalid", "InvalidParameterValue"},
		}, s.changeMessageVisibility),
		aws.Op(aws.Operation{
			Service: "sqs", Name: "ChangeMessageVisibilityBatch",
			Doc:    "Changes up to ten messages.",
			Errors: []string{"AWS.SimpleQueueService.NonExistentQueue"},
		}, s.changeMessageVisibilityBatch),
	}
}

func (s *Service) moveOperations() []aws.Operation {
	return []aws.Operation{
		managed(s, aws.Operation{
			Service: "sqs", Name: "StartMessageMoveTask",
			Doc:    "Moves the messages of a dead-letter queue back, or to another queue.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValue", "OverLimit"},
		}, s.startMessageMoveTask),
		managed(s, aws.Operation{
			Service: "sqs", Name: "ListMessageMoveTasks", ReadOnly: true,
			Doc:    "Lists the newest move tasks of a dead-letter queue.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValue"},
		}, s.listMessageMoveTasks),
		managed(s, aws.Operation{
			Service: "sqs", Name: "CancelMessageMoveTask",
			Doc:    "Stops a running move task.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValue"},
		}, s.cancelMessageMoveTask),
	}
}
