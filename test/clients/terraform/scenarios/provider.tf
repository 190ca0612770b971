# Every scenario gets this file. Where the calls go, and with which credentials, stands in AWS_* variables.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "step" {
  type = number
}

provider "aws" {
  default_tags {
    tags = {
      stack = "scenario"
    }
  }
}
