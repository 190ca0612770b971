resource "aws_cloudwatch_metric_alarm" "smallest" {
  alarm_name          = "smallest"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 1
  metric_name         = "depth"
  namespace           = "my"
  period              = 60
  statistic           = "Sum"
  threshold           = 1.5 * var.step
}

resource "aws_cloudwatch_metric_alarm" "percentile" {
  alarm_name                            = "percentile"
  alarm_description                     = var.step == 1 ? "first" : null
  actions_enabled                       = var.step == 1
  comparison_operator                   = "GreaterThanThreshold"
  evaluation_periods                    = 5
  datapoints_to_alarm                   = 3
  metric_name                           = "TargetResponseTime"
  namespace                             = "AWS/ApplicationELB"
  period                                = 60
  extended_statistic                    = "p99"
  evaluate_low_sample_count_percentiles = "ignore"
  threshold                             = 2
  unit                                  = "Seconds"
  treat_missing_data                    = var.step == 1 ? "breaching" : "missing"
  ok_actions                            = ["arn:aws:sns:us-east-1:111122223333:topic"]
  insufficient_data_actions             = var.step == 1 ? ["arn:aws:sns:us-east-1:111122223333:topic"] : []

  dimensions = {
    LoadBalancer = "app/web/0123456789abcdef"
    TargetGroup  = "targetgroup/web/0123456789abcdef"
  }

  tags = {
    step = var.step
    once = var.step == 1 ? "yes" : null
  }
}

resource "aws_cloudwatch_metric_alarm" "math" {
  alarm_name          = "math"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 2
  threshold           = 10

  metric_query {
    id          = "rate"
    expression  = "errors / requests * 100"
    label       = "Error rate"
    return_data = true
  }

  metric_query {
    id = "requests"

    metric {
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 60 * var.step
      stat        = "Sum"
      unit        = "Count"

      dimensions = {
        LoadBalancer = "app/web/0123456789abcdef"
      }
    }
  }

  metric_query {
    id = "errors"

    metric {
      metric_name = "HTTPCode_Target_5XX_Count"
      namespace   = "AWS/ApplicationELB"
      period      = 60 * var.step
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "both" {
  alarm_name        = "both"
  alarm_description = "step ${var.step}"
  actions_enabled   = var.step == 1
  alarm_actions     = ["arn:aws:sns:us-east-1:111122223333:topic"]
  alarm_rule        = "ALARM(${aws_cloudwatch_metric_alarm.smallest.alarm_name}) ${var.step == 1 ? "AND" : "OR"} ALARM(${aws_cloudwatch_metric_alarm.math.alarm_name})"

  actions_suppressor {
    alarm            = aws_cloudwatch_metric_alarm.percentile.alarm_name
    extension_period = 10
    wait_period      = 20
  }

  tags = {
    step = var.step
  }
}
