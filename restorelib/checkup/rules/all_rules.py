"""All rules, in the order in which they are asked."""

from restorelib.checkup.rules import class_rules as classes
from restorelib.checkup.rules import combination_rules as combinations
from restorelib.checkup.rules import data_rules as data
from restorelib.checkup.rules import last_rules as last
from restorelib.checkup.rules import layer_rules as layers
from restorelib.checkup.rules import output_rules as outputs
from restorelib.checkup.rules import scale_rules as scale
from restorelib.checkup.rules import structure_rules as structure
from restorelib.checkup.rules import symptom_rules as symptoms
from restorelib.checkup.rules import training_rules as training
from restorelib.checkup.rules import weight_rules as weights

RULES = (
    # Faults that no training can repair.
    data.not_finite,
    data.shapes,
    data.labels_out_of_range,
    data.targets_never_vary,
    data.inputs_never_vary,
    data.fractions_as_ids,
    combinations.softmax_of_one,
    combinations.one_hot,
    combinations.logits_or_probabilities,
    outputs.targets_out_of_reach,
    outputs.loss_of_the_truth,
    outputs.one_sided_correction,
    weights.gradient_not_finite,
    weights.weights_not_finite,
    weights.nothing_trainable,
    symptoms.no_gradient,
    layers.slopes_for_each_place,
    weights.units_alike,
    layers.training_and_inference,
    combinations.target_and_loss,
    # One thing changed: once a change has helped, most of these look for no other cause.
    scale.value_range,
    structure.padding_last,
    weights.frozen,
    layers.dropout,
    layers.penalties,
    training.initial_weights,
    training.learning_rate_too_high,
    training.learning_rate_too_low,
    structure.hidden_sigmoids,
    structure.no_nonlinearity,
    # Symptoms of a net that is stuck.
    structure.bottleneck,
    classes.rare_class,
    classes.sorted_classes,
    symptoms.dead_layer,
    symptoms.saturated,
    symptoms.signal_fades,
    symptoms.gradient_fades,
    symptoms.checkerboard,
    last.optimizer,
    last.nothing_to_learn,
    last.not_learned,
)
